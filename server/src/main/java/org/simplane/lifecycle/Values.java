// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.inventory.KeptDetails;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * What can be changed of a subscription, as it is or as it will be once what is under way is done.
 *
 * @param label empty: none
 * @param characteristics those that are known; none where nobody asks for one
 */
record Values(
    Status status,
    Optional<BillingPhase> phase,
    String label,
    boolean imeiLock,
    Map<CharacteristicControl.Kind, String> characteristics) {

  Values {
    characteristics = Map.copyOf(characteristics);
  }

  /** As the operator shows it; where it does not show a value, {@code otherwise} has it. */
  static Values of(Sim sim, Values otherwise) {
    return new Values(
        sim.status(),
        sim.billingPhase(),
        sim.label().orElse(""),
        sim.imeiLock().orElse(otherwise.imeiLock()),
        sim.details().equals(Details.NONE)
            ? otherwise.characteristics()
            : characteristics(sim.details()));
  }

  /** Those that may be changed. */
  static Map<CharacteristicControl.Kind, String> characteristics(Details details) {
    Map<CharacteristicControl.Kind, String> known = new EnumMap<>(CharacteristicControl.Kind.class);
    for (CharacteristicControl.Kind kind : CharacteristicControl.Kind.values()) {
      KeptDetails.of(details, kind).ifPresent(value -> known.put(kind, value));
    }
    return known;
  }

  StatusTarget statusTarget() {
    return new StatusTarget(status, status == Status.ACTIVE ? phase : Optional.empty());
  }

  boolean has(Wish wish) {
    return switch (wish) {
      // Without a phase in the wish, any will do.
      case Wish.ToStatus(StatusTarget target) ->
          status == target.status() && (target.phase().isEmpty() || target.phase().equals(phase));
      case Wish.ToLabel(String wanted) -> label.equals(wanted);
      case Wish.ToImeiLock(boolean locked) -> imeiLock == locked;
      // However it stands, it can be reset.
      case Wish.ToReset _ -> false;
      case Wish.ToCharacteristic(Characteristic wanted) ->
          wanted.value().equals(characteristics.get(wanted.kind()));
    };
  }

  Values with(Wish wish) {
    return switch (wish) {
      case Wish.ToStatus(StatusTarget target) ->
          new Values(target.status(), target.phase(), label, imeiLock, characteristics);
      case Wish.ToLabel(String wanted) ->
          new Values(status, phase, wanted, imeiLock, characteristics);
      case Wish.ToImeiLock(boolean locked) ->
          new Values(status, phase, label, locked, characteristics);
      case Wish.ToReset _ -> this;
      case Wish.ToCharacteristic(Characteristic wanted) -> {
        Map<CharacteristicControl.Kind, String> changed = new HashMap<>(characteristics);
        changed.put(wanted.kind(), wanted.value());
        yield new Values(status, phase, label, imeiLock, changed);
      }
    };
  }

  /** The value that a wish of this kind is about, as text. */
  String text(Wish.Kind kind) {
    return switch (kind) {
      case STATUS -> statusTarget().toString();
      case LABEL -> label;
      case IMEI_LOCK -> Boolean.toString(imeiLock);
      case RESET -> "";
      case CHARACTERISTIC -> new TreeMap<>(characteristics).toString();
    };
  }
}
