// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.db.Planned;

/** Messages that the network handed over, and the SIMs that lines at its doors are about. */
final class NetworkStore {

  /** The SIM that a line is about. */
  record KnownSim(long id, long organisation) {}

  private NetworkStore() {}

  /** The own SIMs that lines are about, by line number. */
  static Map<Long, KnownSim> sims(
      Scope scope, Handle handle, List<Delivery.Line> byIccid, List<Delivery.Line> byImsi) {
    Map<Long, KnownSim> found = new HashMap<>();
    if (!byIccid.isEmpty()) {
      handle
          .createQuery(
              """
              select v.line, s.id, s.organisation_id
                from unnest(:lines, :cores) v (line, core)
                join subscription s on s.iccid_core = v.core and s.own_network
               where s.organisation_id = any(:organisations)
              """)
          .addCustomizer(Planned.EACH_TIME)
          .bindBySqlType(
              "lines",
              Columns.numbers(byIccid.stream().map(Delivery.Line::number).toList()),
              Types.ARRAY)
          .bindBySqlType(
              "cores",
              Columns.texts(
                  byIccid.stream().map(line -> line.iccid().orElseThrow().core()).toList()),
              Types.ARRAY)
          .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
          .map((row, _) -> found.put(row.getLong(1), new KnownSim(row.getLong(2), row.getLong(3))))
          .list();
    }
    if (!byImsi.isEmpty()) {
      handle
          .createQuery(
              """
              select v.line, s.id, s.organisation_id
                from unnest(:lines, :imsis) v (line, imsi)
                join subscription s on s.imsi = v.imsi and s.own_network
               where s.organisation_id = any(:organisations)
              """)
          .addCustomizer(Planned.EACH_TIME)
          .bindBySqlType(
              "lines",
              Columns.numbers(byImsi.stream().map(Delivery.Line::number).toList()),
              Types.ARRAY)
          .bindBySqlType(
              "imsis",
              Columns.texts(
                  byImsi.stream().map(line -> line.imsi().orElseThrow().digits()).toList()),
              Types.ARRAY)
          .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
          .map((row, _) -> found.put(row.getLong(1), new KnownSim(row.getLong(2), row.getLong(3))))
          .list();
    }
    return found;
  }
}
