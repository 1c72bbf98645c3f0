// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.messaging.ReceivedMessage;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

final class SmsIT {

  @AutoClose private static final House HOUSE = House.open();
  private static final Sim TALKER = Sims.sim(1, Status.ACTIVE);
  private static final Sim LISTENER = Sims.sim(2, Status.ACTIVE);
  private static final Sim EXPIRED = Sims.sim(3, Status.ACTIVE);
  private static HttpCaller owner;

  @BeforeAll
  static void deliver() {
    HOUSE.deliver(TALKER, LISTENER, EXPIRED);
    HOUSE.expire(EXPIRED);
    owner = HOUSE.ofOwner();
  }

  private static String sms(Sim sim) {
    return "/v1/sims/" + SimWire.iccid(sim.iccid().orElseThrow()) + "/sms";
  }

  private static Answered post(Sim sim, String body) {
    return owner.send("POST", sms(sim), BodyPublishers.ofString(body));
  }

  private static JsonNode sent(Sim sim, String body) {
    Answered answered = post(sim, body);
    assertThat(answered.status()).as(answered.text()).isEqualTo(201);
    String id = answered.header("Location").replaceAll(".*/", "");
    return owner.get(sms(sim) + "/" + id).json();
  }

  @Test
  void answersWithNothingButTheMessagesAddress() {
    Answered answered = post(LISTENER, "{\"payload\":\"test SMS\"}");
    assertThat(answered.status()).isEqualTo(201);
    assertThat(answered.text()).isEmpty();
    assertThat(answered.header("Location"))
        .matches(
            "http://127\\.0\\.0\\.1:"
                + HOUSE.port()
                + "/management-api"
                + sms(LISTENER)
                + "/[0-9]+");
  }

  @Test
  void showsAMessageAsClientsKnowIt() {
    JsonNode message =
        sent(
            LISTENER,
            """
            {"payload":"message text","source_address":"1234567","source_address_type":{"id":161},"udh":"","dcs":0,
             "expiry_date":"2099-03-14T16:10:29.000+0000"}
            """);
    assertThat(message.get("id").isIntegralNumber()).isTrue();
    assertThat(message.get("payload").asString()).isEqualTo("message text");
    assertThat(message.get("source_address").asString()).isEqualTo("1234567");
    assertThat(message.get("status").toString())
        .isEqualTo("{\"id\":3,\"description\":\"BUFFERED\"}");
    assertThat(message.get("sms_type").toString()).isEqualTo("{\"id\":1,\"description\":\"MT\"}");
    assertThat(message.get("source_address_type").get("description").asString())
        .isEqualTo("National");
    assertThat(message.get("retry_count").isString()).isTrue();
    assertThat(message.get("submit_date").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
    assertThat(message.has("delivery_date")).isFalse();
    assertThat(message.has("final_date")).isFalse();
    assertThat(message.get("dcs").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"payload\":\"x\",\"dcs\":\"\",\"udh\":\"\"}",
        "{\"payload\":\"x\",\"dcs\":\"0\",\"udh\":\"string\"}",
        "{\"payload\":\"x\",\"source_address_type\":{},\"expiry_date\":\"\"}",
        "{\"payload\":\"x\",\"source_address\":898822806770000,\"unheard\":\"of\"}",
        "{\"payload\":\"x\",\"expiry_date\":\"2099-03-14T16:10:29Z\"}"
      })
  void takesWhatClientsSend(String body) {
    assertThat(post(LISTENER, body).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"payload\":\"\"}",
        "{\"payload\":[]}",
        "{\"payload\":\"x\",\"dcs\":\"many\"}",
        "{\"payload\":\"x\",\"dcs\":12}",
        "{\"payload\":\"xyz\",\"dcs\":4}",
        "{\"payload\":\"ж\",\"dcs\":0}",
        "{\"payload\":\"x\",\"udh\":\"050\"}",
        "{\"payload\":\"x\",\"udh\":\"FF00\"}",
        "{\"payload\":\"x\",\"expiry_date\":\"tomorrow\"}",
        "{\"payload\":\"x\",\"expiry_date\":\"2018-03-14T16:10:29Z\"}",
        "{\"payload\":\"x\",\"source_address_type\":{\"id\":7}}",
        "{\"payload\":\"a\\u0000b\"}",
        "{\"payload\":\"\\ud83d\"}"
      })
  void saysWhatIsWrongWithAMessage(String body) {
    Answered answered = post(LISTENER, body);
    assertThat(answered.status()).as(answered.text()).isEqualTo(400);
    assertThat(answered.json().get("message").asString()).isNotEmpty();
  }

  @Test
  void readsEachCoding() {
    assertThat(sent(LISTENER, "{\"payload\":\"Grüße 🙂\"}").get("dcs").asInt()).isEqualTo(8);
    JsonNode octets =
        sent(LISTENER, "{\"payload\":\"0aff\",\"dcs\":\"4\",\"udh\":\"050003cc0301\"}");
    assertThat(octets.get("dcs").asInt()).isEqualTo(4);
    assertThat(octets.get("payload").asString()).isEqualTo("0AFF");
    assertThat(octets.get("udh").asString()).isEqualTo("050003CC0301");
    assertThat(post(LISTENER, "{\"payload\":\"" + "a".repeat(1531) + "\"}").status())
        .isEqualTo(400);
    assertThat(post(LISTENER, "{\"payload\":\"" + "a".repeat(1530) + "\"}").status())
        .isEqualTo(201);
  }

  @Test
  void cancelsWhatIsNotDelivered() {
    JsonNode message = sent(LISTENER, "{\"payload\":\"never mind\"}");
    String path = sms(LISTENER) + "/" + message.get("id").asString();
    Answered cancelled = owner.send("DELETE", path, BodyPublishers.ofString("[]"));
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.text()).isEmpty();
    JsonNode after = owner.get(path).json();
    assertThat(after.get("status").get("description").asString()).isEqualTo("CANCELED");
    assertThat(after.has("final_date")).isTrue();
  }

  @Test
  void listsBothWaysWithThePagesHeaders() {
    for (int i = 0; i < 3; i++) {
      sent(TALKER, "{\"payload\":\"" + i + "\"}");
    }
    long last = sent(TALKER, "{\"payload\":\"3\"}").get("id").asLong();
    long sim =
        HOUSE.messages.find(HOUSE.administrator().scope(), last).orElseThrow().subscription();
    var _ =
        HOUSE.messages.receive(
            HOUSE.administrator().scope(),
            List.of(
                new ReceivedMessage(
                    "mo-1",
                    sim,
                    HOUSE.clock().instant(),
                    new MessageContent(MessageCoding.GSM_7, "from the device", ""),
                    "882285100000001",
                    "12345",
                    Optional.empty()),
                new ReceivedMessage(
                    "mo-2",
                    sim,
                    HOUSE.clock().instant().minus(Duration.ofDays(8)),
                    new MessageContent(MessageCoding.GSM_7, "long ago", ""),
                    "",
                    "",
                    Optional.empty())));
    Answered first = owner.get(sms(TALKER) + "?page=1&pageSize=3");
    assertThat(first.header("X-Total-Count")).isEqualTo("5");
    assertThat(first.header("X-Total-Pages")).isEqualTo("2");
    assertThat(first.header("X-Count-Per-Page")).isEqualTo("3");
    assertThat(first.json()).hasSize(3);
    assertThat(first.json().get(0).get("sms_type").get("description").asString()).isEqualTo("MO");
    assertThat(first.text()).doesNotContain("long ago");
    assertThat(owner.get(sms(TALKER) + "?page=9").json()).isEmpty();
    assertThat(owner.get(sms(TALKER) + "?sort=status,ip_address").json()).hasSize(5);
    assertThat(owner.get(sms(TALKER) + "?sort=id").json().get(0).get("payload").asString())
        .isEqualTo("0");
    assertThat(owner.get(sms(TALKER) + "?sort=colour").status()).isEqualTo(400);
  }

  @Test
  void knowsAMessageUnderItsOwnSimAlone() {
    JsonNode message = sent(LISTENER, "{\"payload\":\"mine\"}");
    assertThat(owner.get(sms(TALKER) + "/" + message.get("id").asString()).status()).isEqualTo(404);
    for (String id : List.of("0", "x", "999999999", "99999999999999999999")) {
      assertThat(owner.get(sms(LISTENER) + "/" + id).status()).as(id).isEqualTo(404);
    }
  }

  @Test
  void sendsNothingToAnExpiredSim() {
    Answered answered = post(EXPIRED, "{\"payload\":\"x\"}");
    assertThat(answered.status()).isEqualTo(422);
    assertThat(owner.get(sms(EXPIRED)).json()).isEmpty();
  }
}
