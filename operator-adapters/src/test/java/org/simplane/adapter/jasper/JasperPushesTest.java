// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Push;
import org.simplane.operator.Status;

/** Push notifications as contracts/jasper-iota.md A.8 has them; the data is made up. */
final class JasperPushesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String ICCID = "8999920000000000017";

  /** HMAC-SHA256 of the timestamp below under the key below, by {@code openssl dgst -hmac}. */
  private static final String SIGNATURE = "2Ug5lr3JFbzg5zqN3VxTepdpxVUjMbg+mVG50FcIKmM=";

  private final JasperPushes pushes =
      new JasperPushes("push-secret", Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void readsAStateChangeInAFormOfXml() throws OperatorException {
    Push push =
        form(
            "SIM_STATE_CHANGE",
            "<SimStateChange xmlns=\"http://api.jasperwireless.com/ws/schema\"><iccid>"
                + ICCID
                + "</iccid><previousState>ACTIVATED_NAME</previousState>"
                + "<currentState>DEACTIVATED_NAME</currentState></SimStateChange>");
    assertThat(pushes.isAuthentic(push)).isTrue();
    assertThat(pushes.read(push))
        .singleElement()
        .isInstanceOfSatisfying(
            OperatorEvent.StatusChanged.class,
            changed -> {
              assertThat(changed.status()).isEqualTo(Status.SUSPENDED);
              assertThat(changed.word()).isEqualTo("DEACTIVATED");
              assertThat(changed.changed().operatorKey()).isEqualTo(ICCID);
              assertThat(changed.at()).isEqualTo(Instant.parse("2026-11-21T11:59:00Z"));
            });
  }

  @Test
  void readsASessionInJson() throws OperatorException {
    Push push =
        new Push(
            "POST",
            "",
            Map.of("Content-Type", List.of("application/json")),
            ("{\"eventId\":\"17\",\"eventType\":\"SESSION_STOP\",\"timestamp\":\"2026-11-21T11:59:00Z\","
                    + "\"signature2\":\""
                    + SIGNATURE
                    + "\",\"data\":{\"iccid\":\""
                    + ICCID
                    + "\",\"ipAddress\":\"10.0.0.7\"}}")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(pushes.isAuthentic(push)).isTrue();
    assertThat(pushes.read(push))
        .singleElement()
        .isInstanceOfSatisfying(
            OperatorEvent.NetworkEvent.class,
            event -> assertThat(event.kind()).isEqualTo("SESSION_END"));
  }

  @Test
  void keepsWhatItDoesNotKnow() throws OperatorException {
    Push push = form("MOON_PHASE", "<Moon><iccid>" + ICCID + "</iccid></Moon>");
    assertThat(pushes.read(push))
        .singleElement()
        .isInstanceOfSatisfying(
            OperatorEvent.Unrecognised.class,
            event -> {
              assertThat(event.type()).isEqualTo("MOON_PHASE");
              assertThat(event.body()).contains("MOON_PHASE");
            });
  }

  @Test
  void refusesAWrongSignatureAndAnOldOne() {
    Push good = form("SESSION_START", "<SessionInfo><iccid>" + ICCID + "</iccid></SessionInfo>");
    assertThat(new JasperPushes("other", Clock.fixed(NOW, ZoneOffset.UTC)).isAuthentic(good))
        .isFalse();
    Clock nextWeek = Clock.fixed(NOW.plusSeconds(604_800), ZoneOffset.UTC);
    assertThat(new JasperPushes("push-secret", nextWeek).isAuthentic(good)).isFalse();
  }

  @Test
  void readsNoExternalEntities() {
    Push push =
        form(
            "SESSION_START",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><a><iccid>&e;</iccid></a>");
    assertThatThrownBy(() -> pushes.read(push)).isInstanceOf(OperatorException.class);
  }

  private static Push form(String type, String xml) {
    String body =
        "eventId=17&eventType="
            + type
            + "&timestamp="
            + encoded("2026-11-21T11:59:00Z")
            + "&signature2="
            + encoded(SIGNATURE)
            + "&data="
            + encoded(xml);
    return new Push(
        "POST",
        "",
        Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
