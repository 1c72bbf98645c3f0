// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Map;
import java.util.Set;

/** Changes where a subscription stands in its life. */
public interface StatusControl extends Changes<StatusTarget> {

  /** What may be asked for, by present status. The core refuses the rest without a call. */
  Map<StatusTarget, Set<StatusTarget>> transitions();

  /**
   * The operator's own word for a status that was reached, as {@link Sim#operatorStatus} shows it.
   */
  default String word(StatusTarget reached) {
    return reached.toString();
  }
}
