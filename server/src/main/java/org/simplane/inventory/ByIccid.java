// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.simplane.operator.Iccid;

/**
 * Many numbers looked up at once: they are found by their cores and answered as they were asked
 * with.
 */
final class ByIccid {

  private ByIccid() {}

  static List<String> cores(Collection<Iccid> iccids) {
    return iccids.stream().map(Iccid::core).distinct().toList();
  }

  static <T> Map<String, T> asAsked(Collection<Iccid> iccids, Map<String, T> byCore) {
    Map<String, T> byText = new LinkedHashMap<>();
    for (Iccid iccid : iccids) {
      T found = byCore.get(iccid.core());
      if (found != null) {
        byText.put(iccid.digits(), found);
      }
    }
    return byText;
  }
}
