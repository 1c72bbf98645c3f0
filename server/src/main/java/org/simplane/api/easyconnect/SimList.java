// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.catalog.SimPurchases;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Iccid;
import tools.jackson.databind.JsonNode;

/** SIMs named by their numbers in a body. */
final class SimList {

  static final int LARGEST_BODY = 8 * 1024 * 1024;

  private static final int STEP = 1_000;
  private static final int LONGEST = 100_000;
  private static final int NAMED_AT_MOST = 10;

  private final Subscriptions subscriptions;

  SimList(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** The ids of SIMs, each once; unknown ones are 404, and expired ones 422 unless allowed. */
  List<Long> ids(Caller caller, List<Iccid> iccids, Instant now, boolean expiredToo) {
    List<Long> ids = new ArrayList<>();
    for (int from = 0; from < iccids.size(); from += STEP) {
      List<Iccid> part = iccids.subList(from, Math.min(iccids.size(), from + STEP));
      Map<String, Subscription> known = subscriptions.findByIccids(caller.scope(), part);
      List<String> unknown =
          part.stream().map(Iccid::digits).filter(digits -> !known.containsKey(digits)).toList();
      if (!unknown.isEmpty()) {
        throw SimRoutes.unknown(named(unknown));
      }
      if (!expiredToo) {
        refuseExpired(known.values(), now);
      }
      known.values().forEach(sim -> ids.add(sim.id()));
    }
    return ids.stream().distinct().toList();
  }

  /** 422 in the contract's words. */
  static void refuseExpired(Collection<Subscription> asked, Instant now) {
    List<String> expired =
        asked.stream()
            .filter(sim -> sim.standing().endsAt().filter(end -> !end.isAfter(now)).isPresent())
            .map(sim -> SimWire.iccid(sim.identity().iccid().orElseThrow()))
            .toList();
    if (!expired.isEmpty()) {
      throw new Refusal(422, SimPurchases.EXPIRED + ": " + named(expired));
    }
  }

  static List<Iccid> iccids(JsonNode list, String where) {
    if (!list.isArray() || list.size() > LONGEST) {
      throw invalid(where, "a list of at most " + LONGEST + " ICCIDs is expected");
    }
    List<Iccid> iccids = new ArrayList<>(list.size());
    for (JsonNode entry : list) {
      iccids.add(iccid(entry, where + "[" + iccids.size() + "]"));
    }
    return iccids;
  }

  static Iccid iccid(JsonNode node, String where) {
    if (!node.isString() && !node.isIntegralNumber()) {
      throw invalid(where, "an ICCID is expected");
    }
    try {
      return Iccid.of(node.asString());
    } catch (IllegalArgumentException e) {
      throw invalid(where, String.valueOf(e.getMessage()));
    }
  }

  private static String named(List<String> iccids) {
    String first = iccids.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "));
    int more = iccids.size() - NAMED_AT_MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
