// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IccidTest {

  private static final int SAMPLES = 200_000;

  @Test
  void hasTheSameCoreWithAndWithoutItsCheckDigit() {
    anyOf(18, 21)
        .forEach(iccid ->
            assertThat(iccid.plusCheckDigit().core()).as(iccid.digits()).isEqualTo(iccid.core()));
  }

  @Test
  void hasTheSameCoreWhenAZeroPadsTheCheckedNumber() {
    anyOf(18, 18)
        .map(Iccid::plusCheckDigit)
        .forEach(checked ->
            assertThat(new Iccid(checked.digits() + "0").core())
                .as(checked.digits())
                .isEqualTo(checked.core()));
  }

  /** A padded number of 20 digits may itself have got a check digit: the shape that once broke. */
  @Test
  void hasTheSameCoreWhenAPaddedNumberIsCheckedAgain() {
    anyOf(18, 18)
        .map(bare -> new Iccid(bare.plusCheckDigit().digits() + "0"))
        .forEach(padded ->
            assertThat(padded.plusCheckDigit().core())
                .as(padded.digits())
                .isEqualTo(padded.core()));
  }

  @Test
  void neverCutsBelowTheShortestNumber() {
    anyOf(18, 22)
        .forEach(iccid -> {
          assertThat(iccid.core()).hasSizeGreaterThanOrEqualTo(18);
          assertThat(iccid.digits()).startsWith(iccid.core());
          assertThat(new Iccid(iccid.core()).core()).isEqualTo(iccid.core());
        });
  }

  @Test
  void tellsDifferentCardsApart() {
    Iccid card = new Iccid("8999902000000000013");
    assertThat(card.isSameCardAs(card.plusCheckDigit())).isTrue();
    assertThat(card.isSameCardAs(new Iccid("8999902000000000014"))).isFalse();
  }

  @Test
  void knowsWhetherItsCheckDigitStandsThere() {
    Iccid bare = new Iccid("899990200000000001");
    Iccid checked = bare.plusCheckDigit();
    assertThat(bare.luhn()).isEqualTo(Iccid.Luhn.ABSENT);
    assertThat(checked.luhn()).isEqualTo(Iccid.Luhn.VALID);
    assertThat(new Iccid(checked.digits() + "0").luhn()).isEqualTo(Iccid.Luhn.VALID_WITHOUT_LAST);
    assertThat(bare.withCheckDigit()).isEqualTo(checked.digits());
    assertThat(checked.withCheckDigit()).isEqualTo(checked.digits());
  }

  /** The example that ISO/IEC 7812-1 readers know. */
  @Test
  void computesTheCheckDigitOfTheStandard() {
    assertThat(Digits.luhnDigit("7992739871")).isEqualTo('3');
    assertThat(Digits.luhnValid("79927398713")).isTrue();
    assertThat(Digits.luhnValid("79927398710")).isFalse();
  }

  @Test
  void readsWhatFeedsWrite() {
    assertThat(Iccid.of(" 8999902 0000-0000 001 3F").digits()).isEqualTo("8999902000000000013");
    assertThat(Iccid.of("899990200000000001fF").digits()).isEqualTo("899990200000000001");
  }

  @Test
  void refusesWhatIsNoCardNumber() {
    Stream.of("", "89999020000000000", "89999020000000000000000", "89999020000000000x")
        .forEach(text ->
            assertThatThrownBy(() -> Iccid.of(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("18 to 22 digits"));
    // Digits of other scripts are digits to Character.isDigit, not to a network.
    assertThatThrownBy(() -> Iccid.of("٨٩٩٩٩٠٢٠٠٠٠٠٠٠٠٠٠١"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Stream<Iccid> anyOf(int shortest, int longest) {
    SplittableRandom random = new SplittableRandom(20261121);
    return Stream.generate(
            () -> {
              int length = random.nextInt(shortest, longest + 1);
              StringBuilder digits = new StringBuilder("89");
              while (digits.length() < length) {
                digits.append(random.nextInt(10));
              }
              return new Iccid(digits.toString());
            })
        .limit(SAMPLES);
  }
}
