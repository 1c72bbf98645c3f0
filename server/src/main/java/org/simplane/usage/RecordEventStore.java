// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.simplane.Transaction;
import org.simplane.connectivity.NetworkNames;
import org.simplane.db.Planned;
import org.simplane.notification.Outbox;
import org.simplane.operator.Plmn;

/** Usage records as events, with what is known of their SIMs now. */
final class RecordEventStore {

  private RecordEventStore() {}

  /** Of records that the transaction has stored. */
  static List<Outbox.Event> events(
      Transaction transaction,
      long feed,
      List<RecordEvents.Key> keys,
      Collection<Long> organisations) {
    return transaction
        .handle()
        .createQuery(
            """
            select r.record_id, r.started_at, r.duration_s, r.bytes_up, r.bytes_down, r.bearer, r.direction, r.plmn, r.rat,
              r.imei, r.apn, r.ip, r.organisation_id, r.subscription_id, s.iccid, s.imsi, s.msisdn_data,
              coalesce(s.iccid, s.terminal_serial) as name
            from unnest(:starts, :records) v (started_at, record_id)
            join usage_record r on r.started_at = v.started_at::timestamptz and r.feed_id = :feed and r.record_id = v.record_id
            join subscription s on s.id = r.subscription_id
            where r.organisation_id = any(:organisations) and r.started_at between :first and :last
            order by r.started_at, r.record_id
            """)
        .addCustomizer(Planned.EACH_TIME)
        .bindBySqlType(
            "starts",
            keys.stream().map(key -> key.startedAt().toString()).toArray(String[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "records",
            keys.stream().map(RecordEvents.Key::recordId).toArray(String[]::new),
            Types.ARRAY)
        .bind("feed", feed)
        .bindBySqlType("organisations", organisations.toArray(Long[]::new), Types.ARRAY)
        .bind("first", edge(keys, Comparator.naturalOrder()))
        .bind("last", edge(keys, Comparator.reverseOrder()))
        .map((row, _) -> event(row))
        .list();
  }

  private static OffsetDateTime edge(List<RecordEvents.Key> keys, Comparator<Instant> order) {
    return keys.stream()
        .map(RecordEvents.Key::startedAt)
        .min(order)
        .orElseThrow()
        .atOffset(ZoneOffset.UTC);
  }

  private static Outbox.Event event(ResultSet row) throws SQLException {
    Instant start = row.getObject("started_at", OffsetDateTime.class).toInstant();
    int seconds = row.getInt("duration_s");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("record", row.getString("record_id"));
    body.put("bearer", Bearer.of(row.getInt("bearer")).name());
    body.put("direction", Direction.of(row.getInt("direction")).name());
    body.put("startedAt", start.toString());
    body.put("endedAt", start.plusSeconds(seconds).toString());
    body.put("seconds", seconds);
    body.put("bytesUp", row.getLong("bytes_up"));
    body.put("bytesDown", row.getLong("bytes_down"));
    String network = row.getString("plmn");
    if (network != null) {
      NetworkNames.describe(Plmn.of(network), body);
    }
    put(row, "rat", body, "rat");
    put(row, "imei", body, "imei");
    put(row, "apn", body, "apn");
    put(row, "ip", body, "ipAddress");
    put(row, "iccid", body, "iccid");
    put(row, "imsi", body, "imsi");
    put(row, "msisdn_data", body, "msisdn");
    return new Outbox.Event(
        row.getLong("organisation_id"),
        RecordEvents.OUTBOX_KIND,
        "subscription",
        row.getLong("subscription_id"),
        row.getString("name"),
        body);
  }

  private static void put(ResultSet row, String column, Map<String, Object> body, String name)
      throws SQLException {
    String value = row.getString(column);
    if (value != null && !value.isEmpty()) {
      body.put(name, value);
    }
  }
}
