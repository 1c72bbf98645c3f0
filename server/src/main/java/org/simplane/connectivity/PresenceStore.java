// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/** The newest events of a SIM that tell where it is. */
final class PresenceStore {

  /**
   * A device that wanders in a session sends location updates alone; so many are looked through.
   */
  private static final int LOOKED_THROUGH = 50;

  record Told(
      String kind,
      Instant at,
      Optional<Plmn> network,
      Optional<String> radio,
      Optional<Imei> imei,
      Optional<String> area,
      Optional<String> cell,
      Optional<String> ipAddress) {}

  private PresenceStore() {}

  /** Events of one second are put into the order in which a device does them. */
  static List<Told> newestFirst(Scope scope, Handle handle, long subscription) {
    return handle
        .createQuery(
            """
            select kind, at, plmn, rat, imei, detail ->> 'lac_tac', detail ->> 'cell_id', detail ->> 'ip'
              from network_event
             where subscription_id = :subscription and organisation_id = any(:organisations)
               and kind in ('ATTACH', 'DETACH', 'LOCATION_UPDATE', 'SESSION_START', 'SESSION_END')
             order by at desc, array_position(
                      array['DETACH', 'SESSION_END', 'SESSION_START', 'LOCATION_UPDATE', 'ATTACH'], kind)
             limit :limit
            """)
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("limit", LOOKED_THROUGH)
        .map((row, _) -> told(row))
        .list();
  }

  static boolean isOwn(Scope scope, Handle handle, long subscription) {
    return handle
        .createQuery(
            """
            select exists (select from subscription
                            where id = :subscription and organisation_id = any(:organisations) and own_network)
            """)
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .mapTo(Boolean.class)
        .one();
  }

  private static Told told(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp(2);
    return new Told(
        row.getString(1),
        at.toInstant(),
        Optional.ofNullable(row.getString(3)).map(Plmn::of),
        Optional.ofNullable(row.getString(4)),
        Optional.ofNullable(row.getString(5)).map(Imei::of),
        Optional.ofNullable(row.getString(6)),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)));
  }
}
