// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.simplane.Scope;
import org.simplane.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks that this node tells: its share of all, leased for some seconds at a time. Looks for
 * new events when this node wrote some and ten times a second, and wakes the lanes they are for.
 */
final class Lanes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final long TICK_MILLIS = 100;
  private static final long BREATH_MILLIS = 5;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final LaneParts parts;
  private final Function<LaneStore.Row, Optional<Served>> open;
  private final Semaphore bell = new Semaphore(0);
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Set<Long> leaving = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofVirtual().name("webhooks").unstarted(this::run);
  private volatile boolean look = true;
  private volatile boolean stopping;
  private long horizon;
  private long looked;

  /**
   * @param open empty for one that this version cannot tell, such as of an unknown format
   */
  Lanes(LaneParts parts, Function<LaneStore.Row, Optional<Served>> open) {
    this.parts = parts;
    this.open = open;
  }

  void start() {
    parts.outbox().onEvents(this::ring);
    thread.start();
  }

  /** There are new events. */
  void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** A webhook is not as it was. */
  void changed() {
    look = true;
    ring();
  }

  private void run() {
    while (!stopping) {
      try {
        if (bell.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
        turn();
        TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Webhooks are looked after again in a moment", e);
        rest();
      }
    }
  }

  /** After something went wrong. */
  static void rest() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    long now = System.nanoTime();
    if (look || now - looked > LOOK_EVERY.toNanos()) {
      look = false;
      look();
      looked = now;
    }
    stir();
  }

  private void look() {
    Database database = parts.database();
    WebhookConfig config = parts.config();
    int share =
        database.inTransaction(transaction -> {
          int nodes = LaneStore.signIn(transaction, config.node(), config.lease());
          LaneStore.renew(transaction, config.node(), config.lease());
          int active = LaneStore.active(transaction.handle());
          int mine = Math.ceilDiv(active, Math.max(1, nodes));
          int held = LaneStore.held(transaction.handle(), config.node()).size();
          if (held < mine) {
            LaneStore.claim(transaction, config.node(), config.lease(), mine - held);
          }
          return mine;
        });
    if (horizon == 0) {
      horizon = database.read(LaneStore::horizon);
    }
    Set<Long> here = new HashSet<>();
    for (LaneStore.Row row : database.read(handle -> LaneStore.held(handle, config.node()))) {
      if (!leaving.contains(row.webhook().id())) {
        here.add(row.webhook().id());
        open.apply(row).ifPresent(served -> serve(served, row));
      }
    }
    lanes.forEach((id, lane) -> {
      if (!here.contains(id)) {
        lane.stop();
      }
    });
    lanes.keySet().retainAll(here);
    if (lanes.size() > share) {
      handOver(lanes.size() - share);
    }
  }

  private void serve(Served served, LaneStore.Row row) {
    Lane present = lanes.get(served.webhook().id());
    if (present != null && !present.over()) {
      present.refresh(served, row.nextLetter());
    } else {
      Lane lane = new Lane(parts, served, horizon, row.nextLetter());
      lanes.put(served.webhook().id(), lane);
      lane.start();
    }
  }

  /** Other nodes have less to do. */
  private void handOver(int count) {
    List<Long> given = lanes.keySet().stream().limit(count).toList();
    List<Lane> ending = given.stream().map(lanes::remove).toList();
    leaving.addAll(given);
    Thread.startVirtualThread(() -> {
      try {
        end(ending);
        parts
            .database()
            .useTransaction(
                transaction -> LaneStore.release(transaction, parts.config().node(), given));
      } finally {
        leaving.removeAll(given);
      }
    });
  }

  private void stir() {
    if (lanes.isEmpty()) {
      return;
    }
    long present = parts.database().read(LaneStore::horizon);
    if (present == horizon) {
      return;
    }
    Map<Lane, Scope> scopes = new HashMap<>();
    Set<Long> organisations = new HashSet<>();
    for (Lane lane : lanes.values()) {
      Scope scope = lane.scope();
      scopes.put(lane, scope);
      organisations.addAll(scope.organisations());
    }
    Set<Long> stirred =
        parts.database().read(handle -> LaneStore.stirred(handle, organisations, horizon, present));
    scopes.forEach((lane, scope) -> {
      if (stirred.stream().anyMatch(scope::contains)) {
        lane.wake(present);
      }
    });
    horizon = present;
  }

  /** Those that wait for an answer for too long are ended without it. */
  private static void end(List<Lane> ending) {
    ending.forEach(Lane::stop);
    long until = System.nanoTime() + LAST_WORDS.toNanos();
    try {
      for (Lane lane : ending) {
        Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
        if (!lane.join(left)) {
          lane.abandon();
          lane.join(LAST_WORDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping = true;
    boolean started = thread.isAlive();
    ring();
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (started) {
      end(new ArrayList<>(lanes.values()));
      parts
          .database()
          .useTransaction(transaction -> LaneStore.signOut(transaction, parts.config().node()));
    }
  }
}
