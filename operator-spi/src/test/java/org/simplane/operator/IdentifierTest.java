// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IdentifierTest {

  @Test
  void comparesDevicesOnFourteenDigits() {
    Imei checked = Imei.of("00-499901-000001-8");
    Imei withSoftwareVersion = Imei.of("0049990100000102");
    Imei filled = Imei.of("00499901000001f");
    assertThat(checked.core()).isEqualTo("00499901000001");
    assertThat(checked.isSameDeviceAs(withSoftwareVersion)).isTrue();
    assertThat(checked.isSameDeviceAs(filled)).isTrue();
    assertThat(checked.isSameDeviceAs(Imei.of("0049990100000201"))).isFalse();
    // Kept as reported, so that nothing the network said is lost.
    assertThat(withSoftwareVersion).hasToString("0049990100000102");
  }

  @Test
  void readsTelephoneNumbersAsPeopleWriteThem() {
    assertThat(Stream.of("+31 6 1234-5678", "0031612345678", "31612345678").map(Msisdn::of))
        .containsOnly(new Msisdn("31612345678"));
  }

  @Test
  void keepsTheNetworkCodeAsText() {
    assertThat(Plmn.of("262-01")).isNotEqualTo(Plmn.of("262-001")).hasToString("262-01");
  }

  @Test
  void refusesWhatHasNotTheRightNumberOfDigits() {
    assertRefused(Imsi::of, "12345", "1234567890123456", "26201x");
    assertRefused(Imei::of, "0049990100000", "00499901000001012", "00499901000001fff");
    assertRefused(Msisdn::of, "", "12", "1234567890123456", "+", "+49a");
    assertRefused(Eid::of, "8904", "8904903200000000000000000000000x");
    assertRefused(Plmn::of, "26201", "26-201", "262-1", "262-0001", "-", "262-0a");
  }

  @Test
  void readsAnEuiccNumberInGroups() {
    assertThat(Eid.of("8904 9032 0000 0000 0000 0000 0000 0001").digits()).hasSize(32);
  }

  private static void assertRefused(Function<String, ?> reader, String... texts) {
    for (String text : texts) {
      assertThatThrownBy(() -> reader.apply(text))
          .as("'%s'", text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
