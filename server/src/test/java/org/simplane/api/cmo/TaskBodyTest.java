// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;

final class TaskBodyTest {

  private static final String PATCH =
      "\"patch\": [{\"op\": \"replace\", \"path\": \"/status\", \"value\": \"suspended\"}]";

  @Test
  void aListThatIsGivenSeveralTimesIsNoWayPastItsLimit() {
    assertThat(read(list(1, 60_000) + ", " + list(60_001, 100_000)).products()).hasSize(100_000);
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(list(1, 60_000) + ", " + list(60_001, 100_001)));
  }

  @Test
  void aBodyIsReadNoFurtherThanItMayBeLong() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read("\"name\": \"" + "x".repeat(33 << 20) + "\""))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413));
  }

  private static TaskBody read(String members) {
    return TaskBody.read(
        new ByteArrayInputStream(
            ("{" + PATCH + ", " + members + "}").getBytes(StandardCharsets.UTF_8)));
  }

  private static String list(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> "\"" + number + "\"")
        .collect(Collectors.joining(",", "\"productList\": [", "]"));
  }
}
