// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.account.PushListener.Told;
import org.simplane.account.PushStore.EventKey;
import org.simplane.account.PushStore.Note;
import org.simplane.account.PushStore.Owned;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Push;
import org.simplane.operator.PushReceiver;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes what operators tell of their own accord. A push is taken when all that follows from it is
 * committed, and not before: who pushes does it again otherwise, and nothing counts twice. Safe for
 * use by many threads.
 */
public final class Pushes {

  /** How many SIMs are read at once because a push named them; more wait for the whole list. */
  private static final int MOST_READ = 20;

  private static final Duration LATER = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final int KEY_BYTES = 32;
  private static final int LONGEST_KEY = 200;

  private final Database database;
  private final Accounts accounts;
  private final Synchroniser synchroniser;
  private final Secrets secrets;
  private final Audit audit;
  private final List<PushListener> listeners;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public Pushes(
      Database database,
      Accounts accounts,
      Synchroniser synchroniser,
      Secrets secrets,
      Audit audit,
      List<PushListener> listeners,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.synchroniser = synchroniser;
    this.secrets = secrets;
    this.audit = audit;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /** Where the account's operator pushes to; empty until one is made. It is a secret. */
  public Optional<PushAddress> address(Caller caller, long account) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    return database
        .read(handle -> PushStore.address(caller.scope(), handle, account))
        .map(stored ->
            new PushAddress(
                account,
                new String(secrets.open(stored.key(), context(account)), StandardCharsets.US_ASCII),
                stored.createdAt()));
  }

  /** Makes a new address; the one before is good for nothing from now on. */
  public PushAddress rotate(Caller caller, long account) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    Account known =
        accounts
            .find(caller.scope(), account)
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("account", Long.toString(account))));
    if (accounts.open().get(account).present().pushes().isEmpty()) {
      throw new FailureException(
          new Failure.NotSupported("Operators of '" + known.platform() + "' do not push"));
    }
    byte[] chance = new byte[KEY_BYTES];
    random.nextBytes(chance);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    Instant now = clock.instant();
    database.useTransaction(transaction -> {
      byte[] sealed = secrets.seal(key.getBytes(StandardCharsets.US_ASCII), context(account));
      PushStore.store(transaction, account, hash(key), sealed, now);
      AccountAudit.record(audit, transaction, caller, "account.rotate-push", known, known);
    });
    return new PushAddress(account, key, now);
  }

  /**
   * What was pushed, newest first.
   *
   * @param unapplied only what no other part of Simplane keeps: unknown events, and those of SIMs
   *     that the operator does not show
   */
  public List<KeptEvent> events(
      Scope scope, long account, boolean unapplied, OptionalLong before, int limit) {
    return database.read(handle ->
        PushStore.page(scope, handle, account, unapplied, before.orElse(Long.MAX_VALUE), limit));
  }

  /**
   * Takes a push. When it returns, all that it told is committed.
   *
   * @param key what the address that was pushed to ends with
   * @throws FailureException {@code NotFound} for a key that is none, {@code Denied}, {@code
   *     Invalid} for what is not of the operator's form; {@code OperatorDown} or {@code Throttled}
   *     when it is to be pushed again later
   */
  public void take(String key, Push push) {
    PushStore.Receiver receiver =
        database
            .read(handle ->
                key.length() > LONGEST_KEY
                    ? Optional.<PushStore.Receiver>empty()
                    : PushStore.receiver(handle, hash(key)))
            .orElseThrow(() -> new FailureException(new Failure.NotFound("push address", "")));
    Operator operator = accounts.open().get(receiver.account()).present();
    PushReceiver pushes =
        operator
            .pushes()
            .orElseThrow(() -> new FailureException(new Failure.NotFound("push address", "")));
    if (!pushes.isAuthentic(push)) {
      throw new FailureException(
          new Failure.Denied("The push does not bear what the account's settings ask for"));
    }
    List<OperatorEvent> events;
    try {
      events = pushes.read(push);
    } catch (OperatorException e) {
      throw new FailureException(Failure.Invalid.field("body", String.valueOf(e.getMessage())));
    }
    Map<EventKey, OperatorEvent> fresh = fresh(receiver, events);
    if (!fresh.isEmpty()) {
      take(receiver, operator, fresh);
    }
  }

  /** For a recurring task. */
  public void purge() {
    database.useTransaction(
        transaction -> PushStore.purge(transaction, clock.instant().minus(KEPT)));
  }

  /** Each event once, without those that were taken before. */
  private Map<EventKey, OperatorEvent> fresh(
      PushStore.Receiver receiver, List<OperatorEvent> events) {
    Map<EventKey, OperatorEvent> fresh = new LinkedHashMap<>();
    events.forEach(event -> fresh.putIfAbsent(new EventKey(kind(event), event.key()), event));
    if (!fresh.isEmpty()) {
      fresh
          .keySet()
          .removeAll(
              database.read(handle -> PushStore.known(handle, receiver.account(), fresh.keySet())));
    }
    return fresh;
  }

  private void take(
      PushStore.Receiver receiver, Operator operator, Map<EventKey, OperatorEvent> fresh) {
    Map<String, Owned> owned = owned(receiver, operator, fresh);
    Map<EventKey, Told> told = new LinkedHashMap<>();
    List<Note> notes = new ArrayList<>();
    fresh.forEach((key, event) -> {
      Owned owner = event.subscription().map(ref -> owned.get(ref.operatorKey())).orElse(null);
      boolean known = !(event instanceof OperatorEvent.Unrecognised);
      if (owner != null && known) {
        told.put(
            key, new Told(receiver.account(), owner.organisation(), owner.subscription(), event));
      }
      notes.add(note(receiver, key, event, owner));
    });
    Caller caller = Caller.system("operator", scope(receiver, owned));
    List<Told> all = List.copyOf(told.values());
    if (!all.isEmpty()) {
      listeners.forEach(listener -> listener.told(caller, all));
    }
    Instant now = clock.instant();
    database.useTransaction(transaction -> {
      Set<EventKey> noted = PushStore.note(transaction, receiver.account(), notes, now);
      List<Told> first =
          told.entrySet().stream()
              .filter(entry -> noted.contains(entry.getKey()))
              .map(Map.Entry::getValue)
              .toList();
      if (!first.isEmpty()) {
        listeners.forEach(listener -> listener.noted(transaction, caller, first));
      }
    });
  }

  /**
   * The subscriptions that the events are about. Those that are new here, or whose status is said
   * to have changed, are read from the operator first: an event may be older than what is known.
   */
  private Map<String, Owned> owned(
      PushStore.Receiver receiver, Operator operator, Map<EventKey, OperatorEvent> fresh) {
    Map<String, SubscriptionRef> refs = new LinkedHashMap<>();
    Set<String> changed = new LinkedHashSet<>();
    for (OperatorEvent event : fresh.values()) {
      event.subscription().ifPresent(ref -> refs.put(ref.operatorKey(), ref));
      if (event instanceof OperatorEvent.StatusChanged status) {
        changed.add(status.changed().operatorKey());
      }
    }
    if (refs.isEmpty()) {
      return Map.of();
    }
    Map<String, Owned> owned = find(receiver, refs.keySet());
    Set<String> missing = new LinkedHashSet<>(refs.keySet());
    missing.removeAll(owned.keySet());
    if (missing.size() > MOST_READ) {
      synchroniser.soon(receiver.account());
      throw new FailureException(new Failure.Throttled(LATER));
    }
    if (changed.size() > MOST_READ) {
      synchroniser.soon(receiver.account());
      changed.clear();
    }
    changed.addAll(missing);
    if (changed.isEmpty()) {
      return owned;
    }
    List<SubscriptionRef> read = changed.stream().map(refs::get).toList();
    try {
      synchroniser.read(receiver.account(), receiver.organisation(), operator, read);
    } catch (OperatorException e) {
      throw new FailureException(
          new Failure.OperatorDown("The operator cannot be asked: " + e.getMessage()));
    }
    return find(receiver, refs.keySet());
  }

  private Map<String, Owned> find(PushStore.Receiver receiver, Set<String> keys) {
    return database.read(handle -> PushStore.subscriptions(handle, receiver.account(), keys));
  }

  private static Note note(
      PushStore.Receiver receiver, EventKey key, OperatorEvent event, @Nullable Owned owner) {
    String body =
        switch (event) {
          case OperatorEvent.Unrecognised unknown -> unknown.body();
          case OperatorEvent.MessageReceived _,
              OperatorEvent.DeliveryReport _,
              OperatorEvent.NetworkEvent _,
              OperatorEvent.UsageRecord _,
              OperatorEvent.StatusChanged _,
              OperatorEvent.QuotaChanged _ ->
              owner == null ? JsonMapper.shared().writeValueAsString(event) : null;
        };
    return new Note(
        key,
        owner == null ? receiver.organisation() : owner.organisation(),
        owner == null ? OptionalLong.empty() : OptionalLong.of(owner.subscription()),
        event.at(),
        body);
  }

  private static Scope scope(PushStore.Receiver receiver, Map<String, Owned> owned) {
    Set<Long> organisations = new LinkedHashSet<>();
    organisations.add(receiver.organisation());
    owned.values().forEach(owner -> organisations.add(owner.organisation()));
    return Scope.of(receiver.organisation(), organisations);
  }

  /** {@code NETWORK_EVENT} of {@code NetworkEvent}. */
  private static String kind(OperatorEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toUpperCase(Locale.ROOT);
  }

  private static String context(long account) {
    return "operator_push/" + account;
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
