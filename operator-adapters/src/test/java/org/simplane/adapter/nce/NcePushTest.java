// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageState;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Plmn;
import org.simplane.operator.Push;
import org.simplane.operator.Service;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** Pushes in the forms of the guide of 2018, of today's documents, and odd ones. */
final class NcePushTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final SubscriptionRef SIM =
      new SubscriptionRef("8999902000000000017", "8999902000000000017");

  private final NcePushes pushes = new NcePushes("", CLOCK);

  @Test
  void readsAMessageWithItsNumbersInQuotesOrNot() throws OperatorException {
    String guide =
        """
        {"id":"6202","payload":"message text","submit_date":"2018-08-17 16:31:51","dest_address":"12345",
         "source_address":"882999020000017","dcs":"0","pid":"0",
         "endpoint":{"id":"8765432","name":"8999902000000000017"},"organisation":{"id":"4567"},
         "multi_part_info":{"partno":1,"total":1,"identifier":"6202"}}
        """;
    String today =
        guide.replace("\"6202\",\"payload", "6202,\"payload").replace("\"dcs\":\"0\"", "\"dcs\":0");
    for (String body : List.of(guide, today)) {
      assertThat(read("POST", body))
          .singleElement()
          .isInstanceOfSatisfying(
              OperatorEvent.MessageReceived.class,
              received -> {
                assertThat(received.sender()).isEqualTo(SIM);
                assertThat(received.key()).isEqualTo("6202");
                assertThat(received.at()).isEqualTo(Instant.parse("2018-08-17T16:31:51Z"));
                assertThat(received.message().content().coding()).isEqualTo(MessageCoding.GSM_7);
                assertThat(received.message().destination()).isEqualTo("12345");
                assertThat(received.message().part()).isEmpty();
              });
    }
  }

  @Test
  void readsTheEndOfAMessage() throws OperatorException {
    assertThat(
            read(
                "PATCH",
                """
                {"id":"6206","status":{"status":"DELIVERED","id":"4"},
                 "endpoint":{"id":"8765432","name":"8999902000000000017"},
                 "submit_date":"2018-08-17 16:46:48","final_date":"2018-08-17 16:46:52","organisation":{"id":"4321"}}
                """))
        .containsExactly(
            new OperatorEvent.DeliveryReport(
                "6206",
                SIM,
                Instant.parse("2018-08-17T16:46:52Z"),
                MessageState.DELIVERED,
                "DELIVERED"));
  }

  @Test
  void readsTheStream() throws OperatorException {
    List<OperatorEvent> events =
        read(
            "POST",
            """
            [{"id":1,"timestamp":"2019-01-21T09:36:17Z","event_type":{"id":3,"description":"Create PDP Context"},
              "event_severity":{"id":0,"description":"INFO"},"alert":false,
              "description":"New PDP Context successfully activated with SGSN CP=192.0.2.1, DP=192.0.2.2.","user":null,
              "sim":{"id":1,"iccid":"89999020000000000179"},"endpoint":{"name":"x"},
              "detail":{"name":"Test Network","country":{"name":"Nowhere","mcc":"999"},"mnc":["02"],
                "pdp_context":{"apn":"iot","mcc":"999","mnc":"02","rat_type":{"id":9}}}},
             {"id":2,"timestamp":"2019-01-21T09:40:17Z","event_type":{"id":9,"description":"SIM suspension"},
              "description":"Status of SIM changed from 'Activated' to 'Suspended'",
              "endpoint":{"name":"8999902000000000017"}},
             {"id":3,"timestamp":"2019-01-21T09:41:17Z","event_type":{"id":19,"description":"Data Quota used up"},
              "description":"Quota volume is completely used up and data access denied for endpoint.",
              "endpoint":{"name":"8999902000000000017"}},
             {"id":44,"imsi":"999020000000017","start_timestamp":"2019-01-21T09:36:17Z",
              "end_timestamp":"2019-01-21T09:38:17Z","volume":{"total":3.5,"tx":0.5,"rx":3},
              "traffic_type":{"id":5,"description":"Data"},"endpoint":{"name":"8999902000000000017"},
              "operator":{"name":"Test Network","mnc":"02","country":{"mcc":"999"}}},
             {"id":5,"something":"new"}]
            """);
    assertThat(events).hasSize(5);
    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            OperatorEvent.NetworkEvent.class,
            event -> {
              assertThat(event.subscription()).as("without check digit").contains(SIM);
              assertThat(event.kind()).isEqualTo("SESSION_START");
              assertThat(event.network()).contains(Plmn.of("999-02"));
              assertThat(event.rat()).contains("LTE-M");
              assertThat(event.detail()).contains("\"apn\":\"iot\"");
            });
    assertThat(events.get(1))
        .isInstanceOfSatisfying(
            OperatorEvent.StatusChanged.class,
            event -> assertThat(event.status()).isEqualTo(Status.SUSPENDED));
    assertThat(events.get(2))
        .isInstanceOfSatisfying(
            OperatorEvent.QuotaChanged.class,
            event -> {
              assertThat(event.service()).isEqualTo(Service.DATA);
              assertThat(event.mark()).isEqualTo(OperatorEvent.Mark.EXHAUSTED);
            });
    assertThat(events.get(3))
        .isInstanceOfSatisfying(
            OperatorEvent.UsageRecord.class,
            record -> {
              assertThat(record.up()).isEqualTo(512 * 1024);
              assertThat(record.down()).isEqualTo(3 * 1024 * 1024);
              assertThat(record.network()).contains(Plmn.of("999-02"));
            });
    assertThat(events.get(4)).isInstanceOf(OperatorEvent.Unrecognised.class);
  }

  /** The list of a SIM's events has the sentence alone: it is the same event all the same. */
  @Test
  void givesAnEventOfTheListTheKeyThatItHasInTheStream() throws OperatorException {
    String sentence = "SGSN location information has been purged for IMSI='999020000000017'.";
    OperatorEvent streamed =
        read(
                "POST",
                """
                [{"id":7,"timestamp":"2026-11-21T09:36:17Z","event_type":{"id":16,"description":"Purge GPRS location"},
                  "description":"%s","endpoint":{"name":"8999902000000000017"}}]
                """
                    .formatted(sentence))
            .getFirst();
    EventListWire.Event listed =
        new EventListWire.Event(
            "2026-11-21T09:36:17.250+0000",
            sentence,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            "Info");
    OperatorEvent event = listed.event(SIM).orElseThrow();
    assertThat(event.key()).isEqualTo(streamed.key());
    assertThat(event.at()).isEqualTo(streamed.at());
    assertThat(((OperatorEvent.NetworkEvent) event).kind()).isEqualTo("DETACH");
  }

  @Test
  void asksAStreamForItsCredentialsAndNothingElse() {
    NcePushes guarded = new NcePushes("Basic dXNlcjpwYXNz", CLOCK);
    assertThat(guarded.isAuthentic(push("POST", " [{}]", Map.of()))).isFalse();
    assertThat(
            guarded.isAuthentic(
                push("POST", "[]", Map.of("authorization", List.of("Basic dXNlcjpwYXNz")))))
        .isTrue();
    assertThat(guarded.isAuthentic(push("PATCH", "{}", Map.of()))).isTrue();
  }

  @Test
  void neverDropsAMessageForItsForm() throws OperatorException {
    List<OperatorEvent> events =
        read(
            "POST",
            """
            {"id":1,"payload":"not hex","dcs":4,"submit_date":"2026-11-21 09:00:00",
             "endpoint":{"name":"8999902000000000017"}}
            """);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            OperatorEvent.MessageReceived.class,
            received -> assertThat(received.message().content().payload()).isEqualTo("not hex"));
    assertThat(read("POST", "{\"payload\":\"whose?\"}"))
        .singleElement()
        .isInstanceOf(OperatorEvent.Unrecognised.class);
    assertThat(Udh.part("050003CC0302"))
        .hasValueSatisfying(part -> {
          assertThat(part.number()).isEqualTo(2);
          assertThat(part.total()).isEqualTo(3);
        });
    assertThat(Udh.part("0500")).isEqualTo(Optional.empty());
  }

  private List<OperatorEvent> read(String method, String body) throws OperatorException {
    return pushes.read(push(method, body, Map.of()));
  }

  private static Push push(String method, String body, Map<String, List<String>> headers) {
    return new Push(method, "", headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
