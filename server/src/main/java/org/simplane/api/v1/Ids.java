// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ids that this API shows: a prefix that names the kind, and one AES block of the row's number
 * and kind, in base 36. They tell neither a count nor an order, cannot be guessed or counted up,
 * and one of a wrong kind is as unknown as a made-up one; see docs/decisions/040. The same row has
 * the same id for ever, on every node.
 */
final class Ids {

  /** What has an id. The code is part of what is encrypted and must never change. */
  enum Kind {
    SIM("sim", "SIM", 1),
    ORGANISATION("org", "organisation", 2),
    USER("usr", "user", 3),
    CLIENT("cli", "client", 4),
    ACCOUNT("acc", "account", 5),
    JOB("job", "job", 6),
    ITEM("itm", "job item", 7),
    FEED("feed", "feed", 8),
    BATCH("bat", "batch", 9),
    REJECT("rej", "reject", 10),
    EVENT("evt", "event", 11),
    AUDIT("aud", "audit entry", 12),
    ORDER("ord", "order", 30),
    PRODUCT("prd", "product", 31),
    SUPPORT("sup", "support request", 32),
    CURSOR("cur", "cursor", 13),
    MESSAGE("msg", "message", 20),
    WEBHOOK("whk", "webhook", 22),
    LETTER("dlt", "dead letter", 23);

    private final String prefix;
    private final String word;
    private final int code;

    Kind(String prefix, String word, int code) {
      this.prefix = prefix;
      this.word = word;
      this.code = code;
    }

    /** What people call it. */
    String word() {
      return word;
    }
  }

  /** 128 bits take at most 25 digits of base 36. */
  private static final int LENGTH = 25;

  private static final int RADIX = 36;
  private static final String SEALED = "cur.";
  private static final int NONCE = 12;

  private final SecretKeySpec key;

  /**
   * @param key 16 octets, the installation's own
   */
  Ids(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  String show(Kind kind, long number) {
    byte[] plain = ByteBuffer.allocate(16).putLong(number).putLong(kind.code).array();
    String digits = new BigInteger(1, crypt(Cipher.ENCRYPT_MODE, plain)).toString(RADIX);
    return kind.prefix + "_" + "0".repeat(LENGTH - digits.length()) + digits;
  }

  /** Empty for whatever {@link #show} has not made for that kind. */
  OptionalLong read(Kind kind, String text) {
    int start = kind.prefix.length() + 1;
    if (text.length() != start + LENGTH || !text.startsWith(kind.prefix + "_")) {
      return OptionalLong.empty();
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
        return OptionalLong.empty();
      }
    }
    BigInteger value = new BigInteger(text.substring(start), RADIX);
    if (value.bitLength() > 128) {
      return OptionalLong.empty();
    }
    ByteBuffer plain = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, sixteen(value)));
    long number = plain.getLong();
    return plain.getLong() == kind.code ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /**
   * Hides a place in a list that is more than a number. It is tied to its content: the same place
   * has the same text for ever, on every node, and a changed text is none of ours.
   */
  String seal(String place) {
    byte[] plain = place.getBytes(StandardCharsets.UTF_8);
    byte[] nonce = nonce(plain);
    byte[] sealed = gcm(Cipher.ENCRYPT_MODE, nonce, plain, 0).orElseThrow();
    return SEALED
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
  }

  /** Empty for whatever {@link #seal} has not made. */
  Optional<String> unseal(String text) {
    if (!text.startsWith(SEALED)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(SEALED.length()));
      return bytes.length < NONCE
          ? Optional.empty()
          : gcm(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), bytes, NONCE)
              .map(plain -> new String(plain, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** By the content, so that no two contents share one, and none has to be remembered. */
  private byte[] nonce(byte[] plain) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(plain), NONCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC", e);
    }
  }

  private Optional<byte[]> gcm(int mode, byte[] nonce, byte[] text, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(128, nonce));
      return Optional.of(cipher.doFinal(text, from, text.length - from));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  private static byte[] sixteen(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] block = new byte[16];
    int length = Math.min(bytes.length, 16);
    System.arraycopy(bytes, bytes.length - length, block, 16 - length, length);
    return block;
  }

  /** ECB is right for a single block whose equal inputs are meant to give equal outputs. */
  private byte[] crypt(int mode, byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, key);
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES", e);
    }
  }
}
