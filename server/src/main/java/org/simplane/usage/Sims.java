// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.inventory.Owners;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;

/** Which SIM each identifier of a batch belongs to, looked up for all of them at once. */
final class Sims {

  private static final long UNKNOWN = 0;
  private static final long AMBIGUOUS = -1;

  private final List<CdrBatch.Identifier> identifiers;
  private final long[] subscription;
  private final long[] organisation;
  private final boolean[] own;
  private final boolean[] sleeping;

  /** SIMs that were ever moved: few, so that the others cost nothing. */
  private final Set<Long> moved = new HashSet<>();

  private @Nullable Owners owners;

  private Sims(List<CdrBatch.Identifier> identifiers) {
    this.identifiers = identifiers;
    int count = identifiers.size();
    this.subscription = new long[count];
    this.organisation = new long[count];
    this.own = new boolean[count];
    this.sleeping = new boolean[count];
  }

  static Sims find(Scope scope, Handle handle, List<CdrBatch.Identifier> identifiers) {
    Sims sims = new Sims(identifiers);
    for (CdrBatch.Identifier.Kind kind : CdrBatch.Identifier.Kind.values()) {
      sims.find(scope, handle, kind);
    }
    if (!sims.moved.isEmpty()) {
      sims.owners = Owners.ofMoved(handle, sims.moved);
    }
    return sims;
  }

  private void find(Scope scope, Handle handle, CdrBatch.Identifier.Kind kind) {
    int[] numbers = new int[identifiers.size()];
    List<String> values = new ArrayList<>();
    for (int i = 0; i < identifiers.size(); i++) {
      if (identifiers.get(i).kind() == kind) {
        String value = value(kind, identifiers.get(i).text());
        if (!value.isEmpty()) {
          numbers[values.size()] = i;
          values.add(value);
        }
      }
    }
    if (!values.isEmpty()) {
      SimStore.find(
          scope, handle, kind, Arrays.copyOf(numbers, values.size()), values, this::found);
    }
  }

  /** As the inventory keeps it for searching; empty for what is no such identifier. */
  private static String value(CdrBatch.Identifier.Kind kind, String text) {
    try {
      return switch (kind) {
        case ICCID -> Iccid.of(text).core();
        case IMSI -> Imsi.of(text).digits();
        case MSISDN -> Msisdn.of(text).digits();
      };
    } catch (IllegalArgumentException notOne) {
      return "";
    }
  }

  private void found(
      int number,
      long id,
      long inOrganisation,
      boolean ofOwnNetwork,
      boolean asleep,
      boolean wasMoved) {
    if (subscription[number] == id) {
      return; // a SIM may have one number for data and voice
    }
    if (wasMoved) {
      moved.add(id);
    }
    // The same card in two accounts: the records are those of the own network, if it is one of the
    // two.
    if (subscription[number] == UNKNOWN || (ofOwnNetwork && !own[number])) {
      subscription[number] = id;
      organisation[number] = inOrganisation;
      own[number] = ofOwnNetwork;
      sleeping[number] = asleep;
    } else if (ofOwnNetwork == own[number]) {
      subscription[number] = AMBIGUOUS;
    }
  }

  boolean isKnown(int identifier) {
    return subscription[identifier] > 0;
  }

  String whyUnknown(int identifier) {
    CdrBatch.Identifier asked = identifiers.get(identifier);
    String name = asked.kind().name().toLowerCase(Locale.ROOT) + " " + asked.text();
    return subscription[identifier] == AMBIGUOUS
        ? "More than one SIM has the " + name
        : "No SIM of this organisation has the " + name;
  }

  long subscription(int identifier) {
    return subscription[identifier];
  }

  /** Whether its records may belong to more than one organisation. */
  boolean isMoved(int identifier) {
    return owners != null && moved.contains(subscription[identifier]);
  }

  /** The one that had the SIM at the time, in microseconds since 1970. */
  long organisation(int identifier, long startedMicros) {
    if (owners == null || !moved.contains(subscription[identifier])) {
      return organisation[identifier];
    }
    Instant started =
        Instant.ofEpochSecond(
            Math.floorDiv(startedMicros, 1_000_000L),
            Math.floorMod(startedMicros, 1_000_000L) * 1_000L);
    return owners.at(subscription[identifier], started).orElse(organisation[identifier]);
  }

  boolean isSleeping(int identifier) {
    return sleeping[identifier];
  }
}
