// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Iccid;

/**
 * A column that whole-row writes fill, as one array per column: a statement for thousands of rows.
 *
 * @param array the type of the array's elements
 * @param cast how an element becomes the column's value; empty: as it is
 */
record TableColumn(
    String name, String array, String cast, Function<Subscription, @Nullable Object> value) {

  /** Fixed once a subscription is there. */
  static final List<TableColumn> KEYS =
      List.of(
          new TableColumn("id", "bigint", "", Subscription::id),
          new TableColumn("organisation_id", "bigint", "", Subscription::organisation),
          new TableColumn("account_id", "bigint", "", Subscription::account),
          text("kind", s -> s.kind().name()),
          stamp("created_at", s -> Optional.of(s.createdAt())));

  /** All that the inventory itself may change; quotas and PUKs are written apart. */
  static final List<TableColumn> VALUES =
      List.of(
          text("operator_key", Subscription::operatorKey),
          optional("iccid", s -> s.identity().iccid()),
          optional("iccid_core", s -> s.identity().iccid().map(Iccid::core)),
          optional("terminal_serial", s -> s.identity().terminalSerial()),
          optional("serial_number", s -> s.identity().serialNumber()),
          optional("eid", s -> s.identity().eid()),
          optional("imsi", s -> s.identity().imsi()),
          optional("imsi_2", s -> s.identity().imsi2()),
          optional("msisdn_data", s -> s.identity().msisdnData()),
          optional("msisdn_voice", s -> s.identity().msisdnVoice()),
          optional("msisdn_fax", s -> s.identity().msisdnFax()),
          optional("imei", s -> s.identity().imei()),
          optional("ip_address", s -> s.identity().ipAddress()),
          text("status", s -> s.standing().status().name()),
          text("operator_status", s -> s.standing().operatorStatus()),
          optional("billing_phase", s -> s.standing().phase()),
          optional("intended_status", s -> s.standing().intended()),
          optional("status_reason", s -> s.standing().reason()),
          stamp("status_requested_at", s -> s.standing().requestedAt()),
          stamp("status_changed_at", s -> s.standing().changedAt()),
          stamp("activated_at", s -> s.standing().activatedAt()),
          stamp("ends_at", s -> s.standing().endsAt()),
          new TableColumn("imei_lock", "boolean", "", Subscription::imeiLock),
          optional("imei_locked", Subscription::lockedImei),
          optional("label", Subscription::label),
          new TableColumn("subscriber", "text", "::jsonb", s -> StoredJson.of(s.subscriber())),
          new TableColumn("device", "text", "::jsonb", s -> StoredJson.of(s.device())),
          new TableColumn("machine", "text", "::jsonb", s -> StoredJson.of(s.machine())),
          new TableColumn("attributes", "text", "::jsonb", s -> StoredJson.of(s.attributes())),
          new TableColumn("tags", "text", "::text[]", s -> arrayLiteral(s.tags())),
          stamp("as_of", s -> Optional.of(s.asOf())),
          stamp("updated_at", s -> Optional.of(s.updatedAt())),
          new TableColumn("version", "bigint", "", Subscription::version));

  static String names(List<TableColumn> columns) {
    return joined(columns, TableColumn::name);
  }

  /** As the columns of {@code unnest(...) v (...)}. */
  static String arrays(List<TableColumn> columns) {
    return joined(columns, column -> "?::" + column.array + "[]");
  }

  static String values(List<TableColumn> columns) {
    return joined(columns, column -> "v." + column.name + column.cast);
  }

  static String assignments(List<TableColumn> columns) {
    return joined(columns, column -> column.name + " = v." + column.name + column.cast);
  }

  private static String joined(List<TableColumn> columns, Function<TableColumn, String> part) {
    StringJoiner joiner = new StringJoiner(", ");
    columns.forEach(column -> joiner.add(part.apply(column)));
    return joiner.toString();
  }

  private static TableColumn text(String name, Function<Subscription, @Nullable Object> value) {
    return new TableColumn(name, "text", "", value);
  }

  private static TableColumn optional(String name, Function<Subscription, Optional<?>> value) {
    return text(name, s -> value.apply(s).map(Object::toString).orElse(null));
  }

  private static TableColumn stamp(String name, Function<Subscription, Optional<?>> value) {
    return new TableColumn(
        name, "text", "::timestamptz", s -> value.apply(s).map(Object::toString).orElse(null));
  }

  private static @Nullable String arrayLiteral(List<String> tags) {
    if (tags.isEmpty()) {
      return null;
    }
    StringJoiner joiner = new StringJoiner(",", "{", "}");
    for (String tag : tags) {
      joiner.add('"' + tag.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return joiner.toString();
  }
}
