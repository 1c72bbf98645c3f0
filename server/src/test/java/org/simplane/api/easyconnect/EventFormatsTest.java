// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.simplane.notification.Format;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What customers' servers are sent. */
final class EventFormatsTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private final CallbackFormat callback = new CallbackFormat();

  @Test
  void aMessageFromADeviceIsPostedAsTheGuideHasIt() {
    Format.Letter letter =
        callback
            .write(
                List.of(
                    event(
                        "sms.received",
                        """
                        {"message":6202,"direction":"MO","status":"BUFFERED","iccid":"89882280666000000012",
                         "msisdn":"882285100000123","submittedAt":"2018-08-17T16:31:51.250Z","segments":1,"coding":"GSM_7",
                         "source":"882285100000123","destination":"12345","payload":"message text","udh":""}
                        """)))
            .orElseThrow();
    assertThat(letter.method()).isEqualTo("POST");
    assertThat(JSON.readTree(letter.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"multi_part_info":{"partno":1,"total":1,"identifier":"6202"},"payload":"message text",
                 "submit_date":"2018-08-17 16:31:51","dest_address":"12345","organisation":{"id":"4567"},"pid":"0",
                 "id":"6202","endpoint":{"id":"8765432","name":"8988228066600000001"},
                 "source_address":"882285100000123","dcs":"0"}
                """));
  }

  @Test
  void aPartTellsWhichOneItIsAndBinaryContentItsCoding() {
    JsonNode body =
        body(
            "sms.received",
            """
            {"message":7,"submittedAt":"2018-08-17T16:31:51Z","coding":"UCS_2","source":"1","destination":"2","payload":"x",
             "part":{"reference":99,"number":2,"total":3}}
            """);
    assertThat(body.get("multi_part_info").toString())
        .isEqualTo("{\"partno\":2,\"total\":3,\"identifier\":\"99\"}");
    assertThat(body.get("dcs").asString()).isEqualTo("8");
  }

  @Test
  void aDeliveryReportIsPatchedAndACancelledMessageHasNone() {
    String report =
        """
        {"message":6206,"direction":"MT","status":"%s","iccid":"8988280666000000123",
         "submittedAt":"2018-08-17T16:46:48Z","finalAt":"2018-08-17T16:46:52Z"}
        """;
    Format.Letter letter =
        callback.write(List.of(event("sms.status", report.formatted("DELIVERED")))).orElseThrow();
    assertThat(letter.method()).isEqualTo("PATCH");
    assertThat(JSON.readTree(letter.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"status":{"status":"DELIVERED","id":"4"},"endpoint":{"id":"8765432","name":"8988280666000000123"},
                 "submit_date":"2018-08-17 16:46:48","organisation":{"id":"4567"},"final_date":"2018-08-17 16:46:52",
                 "id":"6206"}
                """));
    assertThat(body("sms.status", report.formatted("EXPIRED")).at("/status/id").asString())
        .isEqualTo("6");
    assertThat(callback.write(List.of(event("sms.status", report.formatted("CANCELLED")))))
        .isEmpty();
  }

  @Test
  void theStreamIsOneArrayOfEventsAndWants200() {
    StoredEvent event =
        event(
            "network.event",
            """
            {"id":17,"at":"2019-01-21T09:36:17.5Z","kind":"SESSION_START","iccid":"8988280666000000123",
             "imsi":"901405100000018","network":"262-01","operatorName":"Telekom","imei":"3516020000012345"}
            """);
    JsonNode array =
        JSON.readTree(StreamFormat.EVENTS.write(List.of(event, event)).orElseThrow().body());
    assertThat(array).hasSize(2);
    JsonNode first = array.get(0);
    assertThat(first.get("timestamp").asString()).isEqualTo("2019-01-21T09:36:17Z");
    assertThat(first.at("/event_type/id").asInt()).isEqualTo(3);
    assertThat(first.at("/sim/iccid").asString()).isEqualTo("8988280666000000123");
    assertThat(first.at("/detail/operator/mnc/0").asString()).isEqualTo("01");
    assertThat(StreamFormat.EVENTS.maximumBatch()).isEqualTo(3000);
    assertThat(StreamFormat.EVENTS.accepts(200)).isTrue();
    assertThat(StreamFormat.EVENTS.accepts(204)).isFalse();
  }

  @Test
  void theStreamOfUsageHasDataAndMessagesWithTheDirectionOfTheNetwork() {
    StoredEvent data =
        event(
            "usage.record",
            """
            {"record":"r-1","bearer":"GPRS_EDGE","direction":"UNKNOWN","startedAt":"2019-01-21T09:36:17Z",
             "endedAt":"2019-01-21T09:37:17Z","bytesUp":1048576,"bytesDown":2097152,"imsi":"901405100000018"}
            """);
    StoredEvent sent =
        event(
            "usage.record",
            """
            {"record":"r-2","bearer":"SMS","direction":"MOBILE_ORIGINATED","startedAt":"2019-01-21T09:36:17Z"}
            """);
    StoredEvent call = event("usage.record", "{\"record\":\"r-3\",\"bearer\":\"VOICE\"}");
    JsonNode array =
        JSON.readTree(StreamFormat.USAGE.write(List.of(data, call, sent)).orElseThrow().body());
    assertThat(array).as("it has no number for calls").hasSize(2);
    assertThat(array.get(0).at("/traffic_type/id").asInt()).isEqualTo(5);
    assertThat(array.get(0).at("/volume/total").asDouble()).isEqualTo(3);
    assertThat(array.get(0).at("/volume/tx").asDouble()).isEqualTo(1);
    assertThat(array.get(1).at("/traffic_type/id").asInt()).isEqualTo(6);
    assertThat(array.get(1).at("/volume/tx").asInt()).isEqualTo(1);
    assertThat(array.get(1).at("/volume/rx").asInt()).isZero();
    assertThat(StreamFormat.USAGE.write(List.of(call))).isEmpty();
  }

  private JsonNode body(String kind, String json) {
    return JSON.readTree(callback.write(List.of(event(kind, json))).orElseThrow().body());
  }

  private static StoredEvent event(String kind, String json) {
    return new StoredEvent(
        new Position(1, 2),
        Instant.parse("2018-08-17T17:00:00Z"),
        4567,
        kind,
        "subscription",
        8765432,
        "8988280666000000123",
        JSON.readTree(json));
  }
}
