// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionListener;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.network.RegisterStore.Due;
import org.simplane.network.RegisterStore.Topic;
import org.simplane.network.SubscriberRegister.Answer;
import org.simplane.network.SubscriberRegister.Command;
import org.simplane.operator.Imsi;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the register of new SIMs and of barred services. What is to be told is noted in the
 * transaction that makes it so, and sent until it is acknowledged; nodes share the work. Content is
 * read when it is sent, after its version was taken, so a version never carries anything older than
 * itself.
 */
public final class RegisterQueue
    implements SubscriptionListener, RestrictionListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RegisterQueue.class);

  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration RELEASE_EVERY = Duration.ofSeconds(2);

  /** How long after each refusal a command is sent again; refused once more, it is given up. */
  private static final List<Duration> AFTER_REFUSALS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long IDLE_MILLIS = 1_000;

  private final Database database;
  private final SubscriberRegister register;
  private final Clock clock;
  private final Semaphore bell = new Semaphore(0);
  private @Nullable Sender sender;

  public RegisterQueue(Database database, SubscriberRegister register, Clock clock) {
    this.database = database;
    this.register = register;
    this.clock = clock;
  }

  @Override
  public void added(Transaction transaction, List<Subscription> added) {
    wish(transaction, Topic.PROVISION, added.stream().map(Subscription::id).toList());
  }

  /** The work goes on in the scope of the organisation that has the SIM now. */
  @Override
  public void moved(Transaction transaction, List<Subscription> moved) {
    RegisterStore.moved(transaction, moved.stream().map(Subscription::id).toList());
  }

  @Override
  public void restricted(Transaction transaction, Collection<Restriction> added) {
    wish(transaction, Topic.BAR, subscriptions(added));
  }

  @Override
  public void lifted(Transaction transaction, Collection<Restriction> lifted) {
    wish(transaction, Topic.BAR, subscriptions(lifted));
  }

  private static Set<Long> subscriptions(Collection<Restriction> restrictions) {
    return restrictions.stream().map(Restriction::subscription).collect(Collectors.toSet());
  }

  private void wish(Transaction transaction, Topic topic, Collection<Long> subscriptions) {
    if (!subscriptions.isEmpty()
        && RegisterStore.wish(transaction, topic, subscriptions, clock.instant()) > 0) {
      transaction.afterCommit(bell::release);
    }
  }

  /**
   * Begins to send. The readers are given late because they come to be after their listener, which
   * this is.
   */
  public void start(Subscriptions subscriptions, Restrictions restrictions) {
    Sender started = new Sender(subscriptions, restrictions);
    sender = started;
    started.thread.start();
  }

  /** Stops after what is being sent; the rest is sent by the next start or by another node. */
  @Override
  public void close() {
    if (sender != null) {
      sender.thread.interrupt();
      try {
        sender.thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What commands were refused with, and how often they had been refused before. */
  private record Refusal(String message, int before) {}

  /** Has the sender look for work now. */
  void wake() {
    bell.release();
  }

  private final class Sender {

    private final Subscriptions subscriptions;
    private final Restrictions restrictions;
    private Instant released = Instant.EPOCH;
    private final Thread thread =
        Thread.ofPlatform().daemon().name("register").unstarted(this::run);

    Sender(Subscriptions subscriptions, Restrictions restrictions) {
      this.subscriptions = subscriptions;
      this.restrictions = restrictions;
    }

    private void run() {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          releaseSome();
          if (!sendSome()) {
            bell.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            bell.drainPermits();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
          // Such as a database that is being restarted: the work is still there afterwards.
          if (!Thread.currentThread().isInterrupted()) {
            log.warn("The register could not be told", e);
            pause();
          }
        }
      }
    }

    /**
     * A device lock is taken away where nobody knows of networks; what it barred is freed here,
     * soon after.
     */
    private void releaseSome() {
      Instant now = clock.instant();
      if (Duration.between(released, now).compareTo(RELEASE_EVERY) >= 0) {
        released = now;
        DeviceWatch.release(database, restrictions);
      }
    }

    private void pause() {
      try {
        Thread.sleep(IDLE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Sends one batch; false when nothing was due. */
    private boolean sendSome() {
      Instant now = clock.instant();
      List<Due> due =
          database.inTransaction(transaction ->
              RegisterStore.claim(
                  transaction, now, now.plus(LEASE), SubscriberRegister.MOST_COMMANDS));
      if (due.isEmpty()) {
        return false;
      }
      send(due);
      return true;
    }

    private void send(List<Due> due) {
      Map<Due, Command> commands = commands(due);
      List<Due> asked = List.copyOf(commands.keySet());
      List<Due> done = new ArrayList<>(due);
      done.removeIf(commands::containsKey);
      try {
        List<Answer> answers = register.carryOut(List.copyOf(commands.values()));
        Map<Refusal, List<Due>> refused = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
          if (answers.get(i).done()) {
            done.add(asked.get(i));
          } else {
            refused
                .computeIfAbsent(
                    new Refusal(answers.get(i).message(), asked.get(i).refusals()),
                    _ -> new ArrayList<>())
                .add(asked.get(i));
          }
        }
        refused.forEach(this::refused);
      } catch (OperatorException e) {
        int attempts = due.stream().mapToInt(Due::attempts).min().orElse(1);
        long millis = Math.min(LONGEST_PAUSE_MILLIS, 250L << Math.min(attempts, 16));
        postpone(
            asked,
            e.retryAfter().orElse(Duration.ofMillis(millis)),
            String.valueOf(e.getMessage()));
      }
      if (!done.isEmpty()) {
        database.useTransaction(transaction -> RegisterStore.done(transaction, done));
      }
    }

    private void refused(Refusal refusal, List<Due> of) {
      boolean last = refusal.before() >= AFTER_REFUSALS.size();
      log.atLevel(last ? Level.WARN : Level.INFO)
          .log(
              "The register refused {} commands{}: {}",
              of.size(),
              last ? " for the last time" : "",
              refusal.message());
      Instant now = clock.instant();
      Instant again = last ? null : now.plus(AFTER_REFUSALS.get(refusal.before()));
      database.useTransaction(transaction ->
          RegisterStore.refused(
              transaction, of, again, "The register refused: " + refusal.message(), now));
    }

    private void postpone(List<Due> failed, Duration pause, String error) {
      log.debug("{} commands wait for {}: {}", failed.size(), pause, error);
      database.useTransaction(transaction ->
          RegisterStore.postpone(transaction, failed, clock.instant().plus(pause), error));
    }

    /**
     * What to say now; a subscription that is gone, or that the network has no word for, is left
     * out.
     */
    private Map<Due, Command> commands(List<Due> due) {
      Set<Long> organisations =
          due.stream().map(Due::organisation).collect(Collectors.toCollection(HashSet::new));
      Scope scope = Scope.of(organisations.iterator().next(), organisations);
      Set<Long> ids =
          due.stream().map(Due::subscription).collect(Collectors.toCollection(HashSet::new));
      Map<Long, Subscription> found = new HashMap<>();
      subscriptions
          .findAll(scope, ids)
          .forEach(subscription -> found.put(subscription.id(), subscription));
      Map<Long, Set<Restriction>> barred =
          due.stream().anyMatch(one -> one.topic() == Topic.BAR)
              ? restrictions.of(scope, ids)
              : Map.of();
      Map<Due, Command> commands = new LinkedHashMap<>();
      for (Due one : due) {
        Subscription subscription = found.get(one.subscription());
        if (subscription != null) {
          switch (one.topic()) {
            case PROVISION ->
                OwnStates.state(subscription.standing().status(), subscription.standing().phase())
                    .ifPresent(state ->
                        commands.put(
                            one,
                            new SubscriberRegister.Provision(
                                card(subscription), one.version(), state)));
            case BAR ->
                commands.put(
                    one,
                    new SubscriberRegister.Bar(
                        card(subscription),
                        one.version(),
                        services(barred.getOrDefault(one.subscription(), Set.of()))));
          }
        }
      }
      return commands;
    }

    private static Set<Service> services(Set<Restriction> restrictions) {
      Set<Service> services = EnumSet.noneOf(Service.class);
      restrictions.forEach(restriction -> services.add(restriction.service()));
      return services;
    }
  }

  private static String card(Subscription subscription) {
    return subscription.identity().imsi().map(Imsi::digits).orElse(subscription.businessId());
  }
}
