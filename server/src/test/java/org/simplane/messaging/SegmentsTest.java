// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;

final class SegmentsTest {

  @ParameterizedTest
  @CsvSource({
    "GSM_7, a, 160, 1",
    "GSM_7, a, 161, 2",
    "GSM_7, a, 306, 2",
    "GSM_7, a, 307, 3",
    "GSM_7, €, 80, 1",
    "GSM_7, €, 81, 2",
    "EIGHT_BIT, 0F, 140, 1",
    "EIGHT_BIT, 0F, 141, 2",
    "EIGHT_BIT, 0F, 268, 2",
    "EIGHT_BIT, 0F, 269, 3",
    "UCS_2, ж, 70, 1",
    "UCS_2, ж, 71, 2",
    "UCS_2, ж, 134, 2",
    "UCS_2, ж, 135, 3",
    "UCS_2, 🙂, 35, 1",
    "UCS_2, 🙂, 36, 2"
  })
  void aTextTakesAsManyShortMessagesAsItsCodingAsks(
      MessageCoding coding, String unit, int count, int segments) {
    MessageContent content = new MessageContent(coding, unit.repeat(count), "");
    assertThat(Segments.count(content)).isEqualTo(segments);
    assertThat(Segments.of(content, 7)).hasSize(segments);
  }

  @Test
  void segmentsTellWhichOfHowManyTheyAreAndMakeUpTheText() {
    String text = "0123456789".repeat(40);
    List<MessageContent> segments =
        Segments.of(new MessageContent(MessageCoding.GSM_7, text, ""), 0x1CC);
    assertThat(segments)
        .extracting(MessageContent::udh)
        .containsExactly("050003CC0301", "050003CC0302", "050003CC0303");
    assertThat(segments)
        .extracting(segment -> segment.payload().length())
        .containsExactly(153, 153, 94);
    assertThat(segments.stream().map(MessageContent::payload).collect(Collectors.joining()))
        .isEqualTo(text);
    assertThat(Segments.part(segments.get(1).udh())).contains(new MessagePart(0xCC, 2, 3));
  }

  @Test
  void neitherASurrogatePairNorAnEscapeIsCutInTwo() {
    List<MessageContent> faces =
        Segments.of(new MessageContent(MessageCoding.UCS_2, "🙂".repeat(50), ""), 1);
    assertThat(faces).extracting(segment -> segment.payload().length()).containsExactly(66, 34);
    List<MessageContent> euros =
        Segments.of(new MessageContent(MessageCoding.GSM_7, "€".repeat(100), ""), 1);
    assertThat(euros).extracting(segment -> segment.payload().length()).containsExactly(76, 24);
  }

  @Test
  void aHeaderOfTheCallersTakesItsRoomAndIsLeftAlone() {
    MessageContent fitting =
        new MessageContent(MessageCoding.GSM_7, "a".repeat(153), "050003CC0301");
    assertThat(Segments.of(fitting, 9)).containsExactly(fitting);
    assertThat(
            Segments.fits(new MessageContent(MessageCoding.GSM_7, "a".repeat(154), "050003CC0301")))
        .isFalse();
  }

  @Test
  void theSixteenBitReferenceIsUnderstoodToo() {
    assertThat(Segments.part("06080401020302")).contains(new MessagePart(0x0102, 2, 3));
    assertThat(Segments.part("0504158A0000")).isEmpty();
    assertThat(Segments.part("0500030103")).isEmpty();
    assertThat(Segments.part("")).isEmpty();
  }

  @Test
  void theAlphabetIsThatOfTheStandard() {
    assertThat(Alphabet.coding("Grüße, ñ à @ 3€ {x}\n")).isEqualTo(MessageCoding.GSM_7);
    assertThat(Alphabet.coding("naïve")).isEqualTo(MessageCoding.UCS_2);
    assertThat(Alphabet.coding("ç")).isEqualTo(MessageCoding.UCS_2);
    assertThat(Alphabet.coding("🙂")).isEqualTo(MessageCoding.UCS_2);
  }
}
