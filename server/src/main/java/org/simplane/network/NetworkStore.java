// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    find(scope, handle, "iccid_core", byIccid, line -> line.iccid().orElseThrow().core(), found);
    find(scope, handle, "imsi", byImsi, line -> line.imsi().orElseThrow().digits(), found);
    return found;
  }

  private static void find(
      Scope scope,
      Handle handle,
      String column,
      List<Delivery.Line> lines,
      Function<Delivery.Line, String> value,
      Map<Long, KnownSim> found) {
    if (lines.isEmpty()) {
      return;
    }
    handle
        .createQuery(
            """
            select v.line, s.id, s.organisation_id
              from unnest(:lines, :values) v (line, value)
              join subscription s on s.%s = v.value and s.own_network
             where s.organisation_id = any(:organisations)
            """
                .formatted(column))
        .addCustomizer(Planned.EACH_TIME)
        .bindBySqlType(
            "lines",
            Columns.numbers(lines.stream().map(Delivery.Line::number).toList()),
            Types.ARRAY)
        .bindBySqlType("values", Columns.texts(lines.stream().map(value).toList()), Types.ARRAY)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .map((row, _) -> found.put(row.getLong(1), new KnownSim(row.getLong(2), row.getLong(3))))
        .list();
  }
}
