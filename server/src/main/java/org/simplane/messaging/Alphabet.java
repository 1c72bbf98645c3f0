// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.util.BitSet;
import org.simplane.operator.MessageCoding;

/** The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 section 6.2.1). */
public final class Alphabet {

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
          + "abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each takes two septets: an escape, and its place in the extension table. */
  private static final String EXTENSION = "\f^{}\\[~]|€";

  private static final BitSet ONE = set(BASIC);
  private static final BitSet TWO = set(EXTENSION);

  private Alphabet() {}

  private static BitSet set(String characters) {
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }

  /** How many septets a character takes; 0 where the alphabet does not have it. */
  static int septets(char character) {
    return ONE.get(character) ? 1 : TWO.get(character) ? 2 : 0;
  }

  /** Whether all of a text can be written in it. */
  public static boolean has(String text) {
    return text.chars().allMatch(character -> septets((char) character) > 0);
  }

  /** The coding in which a text takes the least room. */
  public static MessageCoding coding(String text) {
    return has(text) ? MessageCoding.GSM_7 : MessageCoding.UCS_2;
  }
}
