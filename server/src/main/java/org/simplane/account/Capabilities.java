// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.Map;
import java.util.Set;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.Operator;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/**
 * What an account's operator can be asked to change.
 *
 * @param transitions by present status; empty where the operator changes no status
 * @param characteristics what of the details; empty where the operator changes none
 * @param doesLater whether it takes a change now and does it later, by {@link Operator#doesLater}
 * @param keepsQuotas whether the operator tells of quotas, which are then its own to set
 * @param labels whether the operator keeps labels; where it does not, they are Simplane's alone
 */
public record Capabilities(
    Map<StatusTarget, Set<StatusTarget>> transitions,
    boolean labels,
    boolean imeiLocks,
    boolean resets,
    Set<CharacteristicControl.Kind> characteristics,
    boolean doesLater,
    boolean keepsQuotas) {

  public Capabilities {
    characteristics = Set.copyOf(characteristics);
  }

  static Capabilities of(Operator operator) {
    return new Capabilities(
        operator.statusControl().map(StatusControl::transitions).orElse(Map.of()),
        operator.labels().isPresent(),
        operator.imeiLocks().isPresent(),
        operator.resets().isPresent(),
        operator.characteristicControl().map(CharacteristicControl::kinds).orElse(Set.of()),
        operator.doesLater(),
        operator.quotaReports().isPresent());
  }
}
