// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.simplane.operator.Iccid;

/** What people know subscriptions by: ICCIDs in any writing, and terminals' serial numbers. */
final class BusinessIds {

  private BusinessIds() {}

  /** Of those that can be ICCIDs. */
  static List<String> cores(Collection<String> businessIds) {
    List<String> cores = new ArrayList<>();
    for (String text : businessIds) {
      String core = core(text);
      if (!core.isEmpty()) {
        cores.add(core);
      }
    }
    return cores;
  }

  /** Each in the order of their ids, as they were asked with. */
  static Map<String, List<Subscription>> asAsked(
      Collection<String> businessIds, List<Subscription> found) {
    Map<String, List<Subscription>> byId = new HashMap<>();
    for (Subscription s : found) {
      s.identity().iccid().ifPresent(iccid -> put(byId, "iccid " + iccid.core(), s));
      s.identity().terminalSerial().ifPresent(serial -> put(byId, "serial " + serial, s));
    }
    Map<String, List<Subscription>> asAsked = new LinkedHashMap<>();
    for (String text : businessIds) {
      List<Subscription> all = new ArrayList<>(byId.getOrDefault("iccid " + core(text), List.of()));
      byId.getOrDefault("serial " + text, List.of()).stream()
          .filter(s -> !all.contains(s))
          .forEach(all::add);
      if (!all.isEmpty()) {
        asAsked.put(text, List.copyOf(all));
      }
    }
    return asAsked;
  }

  private static void put(Map<String, List<Subscription>> byId, String id, Subscription s) {
    byId.computeIfAbsent(id, _ -> new ArrayList<>()).add(s);
  }

  /** Empty for what is no ICCID. */
  private static String core(String text) {
    try {
      return Iccid.of(text).core();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
