// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Status;

/**
 * A row of the table as a record. Columns are read by position: this is on the path of every read.
 */
final class SubscriptionRow {

  static final String COLUMNS =
      """
      s.id, s.organisation_id, s.account_id, s.kind, s.operator_key, s.iccid, s.terminal_serial, s.serial_number, s.eid,
      s.imsi, s.imsi_2, s.msisdn_data, s.msisdn_voice, s.msisdn_fax, s.imei, s.ip_address, s.status, s.operator_status,
      s.billing_phase, s.intended_status, s.status_reason, s.status_requested_at, s.status_changed_at, s.activated_at,
      s.ends_at, s.imei_lock, s.imei_locked, s.label, s.subscriber, s.device, s.machine, s.tags, s.attributes,
      s.allowances, s.as_of, s.created_at, s.updated_at, s.version\
      """;

  /** How many columns there are. */
  static final int WIDTH = 38;

  private SubscriptionRow() {}

  static Subscription read(ResultSet row) throws SQLException {
    return new Subscription(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        Subscription.Kind.valueOf(row.getString(4)),
        row.getString(5),
        identity(row),
        standing(row),
        row.getBoolean(26),
        optional(row.getString(27), Imei::new),
        Optional.ofNullable(row.getString(28)),
        StoredJson.subscriber(row.getString(29)),
        StoredJson.device(row.getString(30)),
        StoredJson.machine(row.getString(31)),
        texts(row.getArray(32)),
        StoredJson.texts(row.getString(33)),
        StoredJson.allowances(row.getString(34)),
        at(row, 35),
        at(row, 36),
        at(row, 37),
        row.getLong(38));
  }

  private static Identity identity(ResultSet row) throws SQLException {
    return new Identity(
        optional(row.getString(6), Iccid::new),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)),
        optional(row.getString(9), Eid::new),
        optional(row.getString(10), Imsi::new),
        optional(row.getString(11), Imsi::new),
        optional(row.getString(12), Msisdn::new),
        optional(row.getString(13), Msisdn::new),
        optional(row.getString(14), Msisdn::new),
        optional(row.getString(15), Imei::new),
        Optional.ofNullable(row.getString(16)));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        Status.valueOf(row.getString(17)),
        row.getString(18),
        optional(row.getString(19), BillingPhase::valueOf),
        optional(row.getString(20), Status::valueOf),
        Optional.ofNullable(row.getString(21)),
        optionalAt(row, 22),
        optionalAt(row, 23),
        optionalAt(row, 24),
        optionalAt(row, 25));
  }

  private static <T> Optional<T> optional(@Nullable String text, Function<String, T> of) {
    return text == null ? Optional.empty() : Optional.of(of.apply(text));
  }

  private static Instant at(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Optional<Instant> optionalAt(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? Optional.empty() : Optional.of(at.toInstant());
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
