// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.simulator.nce.Line.Session;
import org.simplane.simulator.nce.SimEvent.Happening;
import org.simplane.simulator.nce.Traffic.Day;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees what happens to the SIMs: devices that come and go, sessions, changes, volumes that pass a
 * mark, messages that devices send. What was before the first look is not told. Safe for many
 * threads.
 */
final class Watch {

  private static final Duration KEPT = Duration.ofDays(7);
  private static final int MOST_OF_A_SIM = 500;
  private static final int MOST_MESSAGES = 5;
  private static final int MOST_WAITING = 30_000;

  private final NceSims sims;
  private final Messages messages;
  private final Clock clock;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Map<String, Deque<SimEvent>> events = new HashMap<>();
  private final Deque<ObjectNode> eventStream = new ArrayDeque<>();
  private final Deque<ObjectNode> usageStream = new ArrayDeque<>();
  private final AtomicLong lastId = new AtomicLong();

  /** How a SIM was found at the last look. */
  private record Seen(
      Session session, boolean enabled, Day used, Instant since, boolean low, boolean empty) {}

  Watch(NceSims sims, Messages messages, Clock clock) {
    this.sims = sims;
    this.messages = messages;
    this.clock = clock;
    // Greater than those of an earlier run.
    lastId.set(clock.instant().toEpochMilli() * 1000);
  }

  /** Looks at every SIM. */
  synchronized void look() {
    for (NceSim sim : sims.all()) {
      sims.find(sim.card().iccid()).ifPresent(this::look);
    }
  }

  /** Newest first. */
  synchronized List<SimEvent> of(NceSim sim) {
    sims.find(sim.card().iccid()).ifPresent(this::look);
    Instant oldest = clock.instant().minus(KEPT);
    return new ArrayList<>(events.getOrDefault(sim.card().iccid(), new ArrayDeque<>()))
        .stream().filter(event -> event.at().isAfter(oldest)).toList();
  }

  /** A SIM that was told to connect anew. */
  synchronized void wasReset(NceSim sim) {
    look(sim);
    note(sim, Happening.PURGE_GPRS_LOCATION, purged(sim));
    if (sim.session() != Session.OFFLINE) {
      note(sim, Happening.UPDATE_GPRS_LOCATION, attached(sim));
    }
  }

  synchronized void wasToppedUp(NceSim sim) {
    note(
        sim,
        Happening.DATA_QUOTA_ASSIGNED,
        "Data quota got assigned with volume of 500.000000 MB. On exhaustion, the data service will be blocked.");
    note(
        sim,
        Happening.SMS_QUOTA_ASSIGNED,
        "SMS quota got assigned with volume of 250 SMS. On exhaustion, the SMS service will be blocked.");
  }

  /** What is to be streamed next; it stays until {@link #streamed}. */
  synchronized List<ObjectNode> waiting(boolean usage, int most) {
    return (usage ? usageStream : eventStream).stream().limit(most).toList();
  }

  synchronized void streamed(boolean usage, int count) {
    for (int i = 0; i < count; i++) {
      var _ = (usage ? usageStream : eventStream).pollFirst();
    }
  }

  synchronized void reset() {
    seen.clear();
    events.clear();
    eventStream.clear();
    usageStream.clear();
  }

  private void look(NceSim sim) {
    String iccid = sim.card().iccid();
    Session session = sim.session();
    Day used = sim.traffic().total();
    Seen before = seen.get(iccid);
    boolean low = sim.traffic().data().isLow();
    boolean empty = sim.traffic().data().left() <= 0;
    Instant since = clock.instant();
    Day from = used;
    if (before != null && !metered(sim, before, used)) {
      since = before.since();
      from = before.used();
    }
    Day base = new Day(from.up(), from.down(), used.sent(), used.received());
    seen.put(iccid, new Seen(session, sim.line().enabled(), base, since, low, empty));
    if (before == null) {
      return;
    }
    changed(sim, before);
    moved(sim, before.session(), session);
    if (low && !before.low()) {
      note(
          sim,
          Happening.DATA_QUOTA_THRESHOLD,
          "Endpoint quota threshold reached, volume is below 20%.");
    }
    if (empty && !before.empty()) {
      note(
          sim,
          Happening.DATA_QUOTA_USED_UP,
          "Quota volume is completely used up and data access denied for endpoint.");
    }
    messages(sim, before.used(), used);
  }

  private void changed(NceSim sim, Seen before) {
    boolean enabled = sim.line().enabled();
    if (enabled != before.enabled()) {
      note(
          sim,
          enabled ? Happening.SIM_ACTIVATION : Happening.SIM_SUSPENSION,
          enabled
              ? "Status of SIM changed from 'Suspended' to 'Activated'"
              : "Status of SIM changed from 'Activated' to 'Suspended'");
    }
  }

  private void moved(NceSim sim, Session before, Session now) {
    if (before == now) {
      return;
    }
    if (before == Session.ONLINE) {
      note(sim, Happening.DELETE_PDP_CONTEXT, "PDP Context deleted.");
    }
    if (before == Session.OFFLINE) {
      note(sim, Happening.UPDATE_GPRS_LOCATION, attached(sim));
    }
    if (now == Session.OFFLINE) {
      note(sim, Happening.PURGE_GPRS_LOCATION, purged(sim));
    }
    if (now == Session.ONLINE) {
      note(
          sim,
          Happening.CREATE_PDP_CONTEXT,
          "New PDP Context successfully activated with SGSN CP=192.0.2.1, DP=192.0.2.2.");
    }
  }

  /** A record at the end of a session, and for a long one every quarter of an hour. */
  private boolean metered(NceSim sim, Seen before, Day used) {
    long up = used.up() - before.used().up();
    long down = used.down() - before.used().down();
    boolean ended = before.session() == Session.ONLINE && sim.session() != Session.ONLINE;
    boolean due =
        up + down > 100_000
            && before.since().plus(Duration.ofMinutes(15)).isBefore(clock.instant());
    if (up + down <= 0 || !(ended || due)) {
      return ended;
    }
    usage(sim, before.since(), true, up, down);
    return true;
  }

  private void messages(NceSim sim, Day before, Day now) {
    long sent = Math.min(MOST_MESSAGES, now.sent() - before.sent());
    for (long i = 0; i < sent; i++) {
      var _ =
          messages.send(
              sim.card().iccid(), "1234", "T=%.1f".formatted(15 + (i + now.up()) % 100 / 10.0));
      usage(sim, clock.instant(), false, 1, 0);
    }
    long received = Math.min(MOST_MESSAGES, now.received() - before.received());
    for (long i = 0; i < received; i++) {
      usage(sim, clock.instant(), false, 0, 1);
    }
  }

  private void usage(NceSim sim, Instant from, boolean data, long up, long down) {
    ObjectNode record =
        UsageWire.streamed(sim, lastId.incrementAndGet(), from, clock.instant(), data, up, down);
    add(usageStream, record);
  }

  private void note(NceSim sim, Happening type, String text) {
    StatusWire.Network network =
        sim.session() == Session.OFFLINE && type != Happening.PURGE_GPRS_LOCATION
            ? null
            : StatusWire.network(sim);
    SimEvent event =
        new SimEvent(
            lastId.incrementAndGet(),
            clock.instant(),
            sim.card().iccid(),
            type,
            text,
            network,
            sim.line().imei());
    Deque<SimEvent> own = events.computeIfAbsent(event.iccid(), _ -> new ArrayDeque<>());
    own.addFirst(event);
    while (own.size() > MOST_OF_A_SIM) {
      own.removeLast();
    }
    add(eventStream, event.streamed(sim.card()));
  }

  private static void add(Deque<ObjectNode> stream, ObjectNode record) {
    stream.addLast(record);
    while (stream.size() > MOST_WAITING) {
      stream.removeFirst();
    }
  }

  private static String attached(NceSim sim) {
    return "New location received from SGSN for IMSI='%s', now attached to SGSN='%s', IP='192.0.2.1', RAT type='E_UTRAN'."
        .formatted(sim.card().imsi(), "99900000" + StatusWire.network(sim).mnc());
  }

  private static String purged(NceSim sim) {
    return "SGSN location information has been purged for IMSI='%s'.".formatted(sim.card().imsi());
  }
}
