// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * The number of a SIM card (ITU-T E.118): 18 to 22 digits, kept as the operator writes it. A wrong
 * check digit is known, never a reason to reject: feeds come with and without it, and some issuers
 * pad.
 */
public record Iccid(String digits) implements Comparable<Iccid> {

  /** Where the Luhn check digit stands in an ICCID as written. */
  public enum Luhn {
    /** The last digit is the check digit of those before it. */
    VALID,
    /**
     * The last but one is the check digit and a padding zero follows, as with some French issuers.
     */
    VALID_WITHOUT_LAST,
    /** No check digit was found: it is either absent or wrong, which cannot be told apart. */
    ABSENT
  }

  private static final int SHORTEST = 18;
  private static final int LONGEST = 22;

  public Iccid {
    if (digits.length() < SHORTEST || digits.length() > LONGEST || !Digits.only(digits)) {
      throw new IllegalArgumentException("An ICCID has 18 to 22 digits: '" + digits + "'");
    }
  }

  /**
   * Reads an ICCID as feeds write it: surrounding blanks, inner blanks and dashes, and trailing
   * {@code F} fillers are dropped.
   */
  public static Iccid of(String text) {
    String compact = Digits.compact(text);
    int end = compact.length();
    while (end > 0 && Character.toUpperCase(compact.charAt(end - 1)) == 'F') {
      end--;
    }
    return new Iccid(compact.substring(0, end));
  }

  public Luhn luhn() {
    if (Digits.luhnValid(digits)) {
      return Luhn.VALID;
    }
    return isPadded(digits, digits.length()) ? Luhn.VALID_WITHOUT_LAST : Luhn.ABSENT;
  }

  /**
   * The number without check digit and padding: the same for every way of writing one card's
   * number, so it is what cards are compared and found by. A number that by chance looks checked at
   * several lengths is cut at each of them, which makes {@code x.core()} equal to {@code
   * x.plusCheckDigit().core()} without exception; what is cut depends on the digits that are left
   * alone, never on how many were cut before.
   */
  public String core() {
    int length = digits.length();
    while (length > SHORTEST && (Digits.luhnValid(digits, length) || isPadded(digits, length))) {
      length--;
    }
    return digits.substring(0, length);
  }

  /**
   * The number with its check digit; one is appended where none is present. A number that by chance
   * looks checked (one in ten) is returned as it is; where it is known that none is written, as in
   * 1NCE's 19 digits, {@link #plusCheckDigit()} is right.
   */
  public String withCheckDigit() {
    return luhn() == Luhn.ABSENT && digits.length() < LONGEST
        ? digits + Digits.luhnDigit(digits)
        : digits;
  }

  /**
   * The number with the check digit of all its digits behind them, whether it looks checked or not.
   */
  public Iccid plusCheckDigit() {
    return new Iccid(digits + Digits.luhnDigit(digits));
  }

  public boolean isSameCardAs(Iccid other) {
    return core().equals(other.core());
  }

  /** Whether the first {@code length} digits are nineteen checked ones and a zero. */
  private static boolean isPadded(String digits, int length) {
    return length == 20 && digits.charAt(19) == '0' && Digits.luhnValid(digits, 19);
  }

  @Override
  public int compareTo(Iccid other) {
    return digits.compareTo(other.digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
