// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.Locale;
import java.util.Optional;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.Reset;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/** What is asked of one subscription. */
public sealed interface Wish {

  record ToStatus(StatusTarget target) implements Wish {}

  /** An empty label takes the present one away. */
  record ToLabel(String label) implements Wish {

    public ToLabel {
      if (label.length() > 255) {
        throw new IllegalArgumentException("A label has at most 255 characters");
      }
    }
  }

  /** Whether the SIM is to work in one device alone. */
  record ToImeiLock(boolean locked) implements Wish {}

  /** Has the device connect anew. Nothing of the subscription changes by it. */
  record ToReset(Reset reset) implements Wish {}

  /** Something that its operator keeps beside the status, such as the tariff it is on. */
  record ToCharacteristic(Characteristic characteristic) implements Wish {

    public ToCharacteristic {
      if (characteristic.value().length() > 255) {
        throw new IllegalArgumentException(characteristic.kind() + " has at most 255 characters");
      }
    }
  }

  /** What a job item's {@code kind} says. */
  enum Kind {
    STATUS,
    LABEL,
    IMEI_LOCK,
    RESET,
    CHARACTERISTIC;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  default Kind kind() {
    return switch (this) {
      case ToStatus _ -> Kind.STATUS;
      case ToLabel _ -> Kind.LABEL;
      case ToImeiLock _ -> Kind.IMEI_LOCK;
      case ToReset _ -> Kind.RESET;
      case ToCharacteristic _ -> Kind.CHARACTERISTIC;
    };
  }

  /** As a job item's {@code target} keeps it. */
  default String text() {
    return switch (this) {
      case ToStatus(StatusTarget target) -> target.toString();
      case ToLabel(String label) -> label;
      case ToImeiLock(boolean locked) -> Boolean.toString(locked);
      case ToReset(Reset reset) -> reset.name();
      case ToCharacteristic(Characteristic wanted) -> wanted.kind() + "=" + wanted.value();
    };
  }

  /** Reads what {@link #text} wrote. */
  static Wish of(Kind kind, String text) {
    return switch (kind) {
      case STATUS -> new ToStatus(status(text));
      case LABEL -> new ToLabel(text);
      case IMEI_LOCK -> new ToImeiLock(Boolean.parseBoolean(text));
      case RESET -> new ToReset(Reset.valueOf(text));
      case CHARACTERISTIC -> new ToCharacteristic(characteristic(text));
    };
  }

  private static Characteristic characteristic(String text) {
    int equals = text.indexOf('=');
    return new Characteristic(
        CharacteristicControl.Kind.valueOf(text.substring(0, equals)), text.substring(equals + 1));
  }

  private static StatusTarget status(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? StatusTarget.of(Status.valueOf(text))
        : new StatusTarget(
            Status.valueOf(text.substring(0, slash)),
            Optional.of(BillingPhase.valueOf(text.substring(slash + 1))));
  }
}
