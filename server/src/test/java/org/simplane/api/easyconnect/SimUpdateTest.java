// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

final class SimUpdateTest {

  private static SimUpdate read(String json) {
    return SimUpdate.of(WireJson.MAPPER.readTree(json), "");
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .as(json)
        .isInstanceOf(FailureException.class)
        .hasMessage(message);
  }

  @Test
  void wishesForNothingWhereNothingIsNamed() {
    assertThat(read("{}").wishes()).isEmpty();
    assertThat(read("[]").wishes()).isEmpty();
    assertThat(read("{\"label\":null,\"status\":null,\"imei_lock\":null}").wishes()).isEmpty();
    assertThat(read("{\"current_quota\":500,\"x\":[{}]}").wishes()).isEmpty();
  }

  @Test
  void changesOnlyWhatIsNamed() {
    assertThat(read("{\"label\":\"DX\"}").wishes()).containsExactly(new Wish.ToLabel("DX"));
    assertThat(read("{\"label\":\"\"}").wishes()).containsExactly(new Wish.ToLabel(""));
    assertThat(read("{\"imei_lock\":false}").wishes()).containsExactly(new Wish.ToImeiLock(false));
  }

  @Test
  void takesEveryFieldAsAChangeOfItsOwn() {
    assertThat(read("{\"label\":\"DX\",\"imei_lock\":true,\"status\":\"Disabled\"}").wishes())
        .containsExactly(
            new Wish.ToStatus(StatusTarget.of(Status.SUSPENDED)),
            new Wish.ToImeiLock(true),
            new Wish.ToLabel("DX"));
  }

  @Test
  void takesActivatedForEnabled() {
    Wish on = new Wish.ToStatus(StatusTarget.of(Status.ACTIVE));
    assertThat(read("{\"status\":\"Enabled\"}").wishes()).containsExactly(on);
    assertThat(read("{\"status\":\"Activated\"}").wishes()).containsExactly(on);
    assertThat(read("{\"status\":\"enabled\"}").wishes()).containsExactly(on);
  }

  @Test
  void understandsScalarsInAnotherCoat() {
    assertThat(read("{\"label\":17,\"imei_lock\":\"true\"}").wishes())
        .containsExactly(new Wish.ToImeiLock(true), new Wish.ToLabel("17"));
    assertThat(read("{\"imei_lock\":0}").wishes()).containsExactly(new Wish.ToImeiLock(false));
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertRefused("7", "a JSON object is expected");
    assertRefused("[1]", "a JSON object is expected");
    assertRefused("{\"label\":{}}", "label: text is expected");
    assertRefused("{\"label\":true}", "label: text is expected");
    assertRefused("{\"label\":1e400}", "label: text is expected");
    assertRefused("{\"imei_lock\":\"yes\"}", "imei_lock: true or false is expected");
    assertRefused("{\"imei_lock\":[]}", "imei_lock: true or false is expected");
    assertRefused("{\"status\":\"Suspended\"}", "status: Enabled or Disabled is expected");
    assertRefused("{\"iccid\":\"12\"}", "iccid: an ICCID has 18 to 22 digits");
  }

  @Test
  void refusesLabelsThatNoStoreCanKeep() {
    String broken = "label: control characters and broken ones are not possible in a label";
    assertRefused("{\"label\":\"a\\u0000b\"}", broken);
    assertRefused("{\"label\":\"\\ud800\"}", broken);
    assertRefused("{\"label\":\"" + "x".repeat(256) + "\"}", "label: longer than 255 characters");
    assertThat(read("{\"label\":\"\\ud83d\\ude80 ü\"}").label()).isEqualTo("🚀 ü");
  }

  @Test
  void saysWhichEntryOfAListIsWrong() {
    assertThatThrownBy(() -> SimUpdate.of(WireJson.MAPPER.readTree("{\"status\":\"\"}"), "[3]."))
        .hasMessage("[3].status: Enabled or Disabled is expected");
    assertThatThrownBy(() -> SimUpdate.of(WireJson.MAPPER.readTree("3"), "[3]."))
        .hasMessage("[3]: a JSON object is expected");
  }
}
