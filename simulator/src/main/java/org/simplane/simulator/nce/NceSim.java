// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.simplane.simulator.nce.Line.Session;

/**
 * One SIM as it stands at {@link Traffic#until()}. Immutable: time and changes make new ones.
 *
 * @param due changes that were taken and are not yet in effect, in the order in which they were
 *     taken
 */
record NceSim(Card card, Line line, Rhythm rhythm, double pace, Traffic traffic, List<Due> due) {

  /**
   * After a device leaves, the network shows it as attached for up to a day or two (OpenAPI v2).
   */
  private static final Duration LINGERS = Duration.ofDays(1);

  /** A change and when it comes into effect. */
  record Due(Instant at, SimUpdate update) {}

  NceSim {
    due = List.copyOf(due);
  }

  static NceSim of(Card card, Line line, Rhythm rhythm, double pace, Traffic traffic) {
    return new NceSim(card, line, rhythm, pace, traffic, List.of());
  }

  /** The same SIM later. */
  NceSim at(Instant now) {
    NceSim sim = this;
    List<Due> later = new ArrayList<>();
    for (Due change : due) {
      if (change.at().isAfter(now)) {
        later.add(change);
      } else {
        sim = sim.aged(change.at());
        sim = sim.with(sim.line.with(change.update(), change.at()));
      }
    }
    sim = sim.aged(now);
    return new NceSim(card, sim.line, rhythm, pace, sim.traffic, later);
  }

  /** The same SIM with a change taken, in effect at once or later. */
  NceSim taking(SimUpdate update, Instant now, Duration delay) {
    if (delay.isZero()) {
      return with(line.with(update, now));
    }
    List<Due> all = new ArrayList<>(due);
    all.add(new Due(now.plus(delay), update));
    return new NceSim(card, line, rhythm, pace, traffic, all);
  }

  /** How the SIM will stand once all that was taken is in effect. */
  Line wanted() {
    Line wanted = line;
    for (Due change : due) {
      wanted = wanted.with(change.update(), change.at());
    }
    return wanted;
  }

  NceSim with(Line changed) {
    return new NceSim(card, changed, rhythm, pace, traffic, due);
  }

  NceSim withPace(double changed) {
    return new NceSim(card, line, rhythm, changed, traffic, due);
  }

  /** A message came to the device. */
  NceSim receivingMessage(Instant at) {
    return new NceSim(card, line, rhythm, pace, traffic.withMessage(at), due);
  }

  /** With the volume of one more package. */
  NceSim toppedUp() {
    Traffic more = traffic.toppedUp(Population.DATA_BOOKED, Population.SMS_BOOKED);
    return new NceSim(card, line, rhythm, pace, more, due);
  }

  boolean isExpired() {
    return !card.expiresAt().isAfter(traffic.until());
  }

  /** Whether a device with this SIM gets on the air at all. */
  boolean isUsable() {
    return line.enabled() && line.imei() != null && !isExpired();
  }

  Session session() {
    if (!isUsable()) {
      return Session.OFFLINE;
    }
    Session held = line.session();
    if (held != null) {
      return held;
    }
    Instant now = traffic.until();
    if (rhythm.onlineAt(now)) {
      // An exhausted volume ends the data session, not the attachment.
      return traffic.data().left() > 0 ? Session.ONLINE : Session.ATTACHED;
    }
    boolean known = rhythm.bytesPerDay() > 0 && rhythm.sinceOnline(now).compareTo(LINGERS) < 0;
    return known ? Session.ATTACHED : Session.OFFLINE;
  }

  private NceSim aged(Instant now) {
    Traffic later = isUsable() ? traffic.flowUntil(now, rhythm, pace) : traffic.idleUntil(now);
    return new NceSim(card, line, rhythm, pace, later, due);
  }
}
