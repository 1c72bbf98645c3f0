// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;

/**
 * The inventory. What is outside a caller's scope is answered like what does not exist. Safe for
 * use by many threads.
 */
public final class Subscriptions {

  private static final int LARGEST_SEARCH = 1000;

  private final Database database;
  private final Trail trail;
  private final PukVault puks;
  private final List<SubscriptionListener> listeners;
  private final Clock clock;
  private final Pages pages;

  public Subscriptions(
      Database database,
      Audit audit,
      Outbox outbox,
      Secrets secrets,
      List<SubscriptionListener> listeners,
      Clock clock) {
    this.database = database;
    this.trail = new Trail(audit, outbox);
    this.puks = new PukVault(secrets);
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
    this.pages = new Pages(database);
  }

  /** By its number in any writing: with or without check digit. */
  public Optional<Subscription> find(Scope scope, Iccid iccid) {
    String core = iccid.core();
    return database.read(handle -> SubscriptionStore.find(scope, handle, core));
  }

  public Optional<Subscription> find(Scope scope, long id) {
    return database.read(handle -> SubscriptionStore.find(scope, handle, id));
  }

  /** Those of the ids that there are, in the order asked. */
  public List<Subscription> findAll(Scope scope, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<Long, Subscription> found = new HashMap<>();
    database
        .read(handle -> SubscriptionStore.findAll(scope, handle, ids))
        .forEach(subscription -> found.put(subscription.id(), subscription));
    List<Subscription> ordered = new ArrayList<>(found.size());
    for (Long id : ids) {
      Subscription subscription = found.remove(id);
      if (subscription != null) {
        ordered.add(subscription);
      }
    }
    return ordered;
  }

  /** The key is the number as it was asked with; numbers that are not known are absent. */
  public Map<String, Subscription> findByIccids(Scope scope, Collection<Iccid> iccids) {
    List<String> cores = ByIccid.cores(iccids);
    Map<String, Subscription> byCore = new HashMap<>();
    for (Subscription found :
        database.read(handle -> SubscriptionStore.findByCores(scope, handle, cores))) {
      found.identity().iccid().ifPresent(iccid -> byCore.put(iccid.core(), found));
    }
    return ByIccid.asAsked(iccids, byCore);
  }

  /**
   * By ICCIDs, with or without check digit, or serial numbers of terminals. The key is what was
   * asked with; there are several where several accounts hold one. What is not known is absent.
   */
  public Map<String, List<Subscription>> findByBusinessIds(
      Scope scope, Collection<String> businessIds) {
    List<String> asked =
        businessIds.stream().distinct().filter(text -> text.indexOf('\0') < 0).toList();
    List<String> cores = BusinessIds.cores(asked);
    return BusinessIds.asAsked(
        asked,
        database.read(handle -> SubscriptionStore.findByBusinessIds(scope, handle, cores, asked)));
  }

  /** What operators tell of them; absent where nothing is known yet. */
  public Map<Long, KeptDetails> details(Scope scope, Collection<Long> ids) {
    return ids.isEmpty()
        ? Map.of()
        : database.read(handle -> DetailsStore.details(scope, handle, ids));
  }

  /** As {@link #findByIccids}, the ids alone: for lists too long to hold every subscription. */
  public Map<String, Long> idsByIccids(Scope scope, Collection<Iccid> iccids) {
    List<String> cores = ByIccid.cores(iccids);
    return ByIccid.asAsked(
        iccids, database.read(handle -> SubscriptionStore.idsByCores(scope, handle, cores)));
  }

  /**
   * One page of a list. By cursor, no row that stays is lost or repeated whatever comes and goes; a
   * page by number begins where the page before it ended when somebody read that lately, and is
   * otherwise found by counting.
   */
  public SubscriptionPage page(Scope scope, SubscriptionQuery query) {
    checkText(query);
    return pages.page(scope, query);
  }

  /** How many there are of what the query asks for, on all pages. */
  public SubscriptionPage.Total count(Scope scope, SubscriptionQuery query) {
    checkText(query);
    return pages.count(scope, query);
  }

  /**
   * For a search box: what any identifier of begins as typed, each once, at most {@code limit} (1
   * to 1,000) of them.
   */
  public List<Subscription> search(Scope scope, String typed, int limit) {
    checkText("text", typed);
    Map<IdentifierKind, List<IdentifierKind.Stretch>> wanted = new LinkedHashMap<>();
    for (IdentifierKind kind : IdentifierKind.values()) {
      List<IdentifierKind.Stretch> stretches =
          kind.stretches(typed).stream().filter(stretch -> !stretch.text().isEmpty()).toList();
      if (!stretches.isEmpty()) {
        wanted.put(kind, stretches);
      }
    }
    int most = Math.clamp(limit, 1, LARGEST_SEARCH);
    return wanted.isEmpty()
        ? List.of()
        : database.read(handle -> SearchStore.search(scope, handle, wanted, most));
  }

  /**
   * Those that have exactly one of these numbers at one of these places, in the order of our own
   * numbers; the first {@code limit}.
   */
  public List<Subscription> having(
      Scope scope, Collection<IdentifierKind> places, Collection<String> numbers, int limit) {
    List<String> asked = numbers.stream().distinct().filter(n -> n.indexOf('\0') < 0).toList();
    return asked.isEmpty() || places.isEmpty()
        ? List.of()
        : database.read(handle -> SearchStore.having(scope, handle, places, asked, limit));
  }

  private static void checkText(SubscriptionQuery query) {
    query.prefixes().forEach((kind, text) -> checkText(kind.name().toLowerCase(Locale.ROOT), text));
    query.tags().forEach(tag -> checkText("tag", tag));
    query.attributes().forEach((name, value) -> checkText("attribute", name + value));
    query.businessIds().forEach(text -> checkText("business id", text));
  }

  private static void checkText(String field, String text) {
    if (text.indexOf('\0') >= 0 || text.length() > Position.MAX_LENGTH) {
      throw new FailureException(
          Failure.Invalid.field(
              field,
              "must have at most " + Position.MAX_LENGTH + " characters, and none of them 0"));
    }
  }

  /**
   * Takes {@link Permission#CHANGE_SUBSCRIPTIONS}. With {@code dryRun} everything is checked and
   * nothing kept.
   *
   * @param expectedVersion fails as stale unless this is the present one
   * @return as it is afterwards; nothing is written when nothing differs
   */
  public Subscription update(
      Caller caller,
      long id,
      SubscriptionPatch patch,
      OptionalLong expectedVersion,
      boolean dryRun) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    PatchCheck.check(patch);
    return database.inTransaction(transaction -> {
      Subscription before =
          WriteStore.lock(caller.scope(), transaction, List.of(id)).stream()
              .findFirst()
              .orElseThrow(() ->
                  new FailureException(new Failure.NotFound("subscription", Long.toString(id))));
      if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
        throw new FailureException(
            new Failure.Stale(
                "It has been changed since: the present version is " + before.version()));
      }
      Instant now = now();
      Subscription patched = PatchCheck.apply(before, patch, now);
      if (patched.equals(before)) {
        return before;
      }
      Subscription after = OperatorReading.stamped(patched, now);
      if (!dryRun) {
        WriteStore.update(transaction, List.of(after), OperatorReading.touched(before, after));
        trail.updated(transaction, caller, List.of(new SyncReport.Changed(before, after)));
      }
      return after;
    });
  }

  /**
   * The codes that unblock a card; takes {@link Permission#READ_PUKS}, and leaves an audit entry.
   * Empty when there is no such subscription or no code is known.
   */
  public Optional<Puks> puks(Caller caller, long id) {
    caller.require(Permission.READ_PUKS);
    return database.inTransaction(transaction -> {
      Map<Long, Puks> read = puks.read(caller.scope(), transaction.handle(), List.of(id));
      trail.pukRead(
          transaction,
          caller,
          SubscriptionStore.findAll(caller.scope(), transaction.handle(), read.keySet()));
      return Optional.ofNullable(read.get(id));
    });
  }

  /**
   * Gives subscriptions to another organisation in scope, normally one below; takes {@link
   * Permission#CHANGE_SUBSCRIPTIONS}. Joins the transaction; some thousands at a time.
   *
   * @return those moved; ids out of scope and those already there are left out
   */
  public List<Subscription> move(
      Transaction transaction, Caller caller, Collection<Long> ids, long organisation) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    if (!caller.scope().contains(organisation)) {
      throw new FailureException(new Failure.NotFound("organisation", Long.toString(organisation)));
    }
    List<Subscription> before =
        WriteStore.lock(caller.scope(), transaction, ids).stream()
            .filter(s -> s.organisation() != organisation)
            .toList();
    return Moving.move(transaction, caller, trail, listeners, before, organisation, now());
  }

  /**
   * Adds and changes subscriptions of an account by a CSV file; takes {@link
   * Permission#IMPORT_SUBSCRIPTIONS}, and for PUK columns also {@link Permission#READ_PUKS}.
   * Streams; each batch of rows is a transaction of its own, so what was imported before a crash
   * stays, and importing again finds it unchanged. A bad row is rejected and hinders no other. The
   * columns are in docs/inventory.md.
   *
   * @throws FailureException {@link Failure.Invalid} when the header cannot be used
   */
  public ImportReport importCsv(Caller caller, long account, Reader csv, ImportOptions options) {
    caller.require(Permission.IMPORT_SUBSCRIPTIONS);
    WriteStore.Account known =
        database
            .read(handle -> WriteStore.account(caller.scope(), handle, account))
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("account", Long.toString(account))));
    ImportBatch.Tools tools = new ImportBatch.Tools(trail, puks, listeners);
    return new CsvImport(database, tools, caller, known, options, this::now).run(csv);
  }

  /**
   * Writes what the query asks for, in its order, as the CSV that {@link #importCsv} reads.
   * Streams, and leaves {@code out} open.
   *
   * @return how many rows
   */
  public long exportCsv(
      Caller caller, SubscriptionQuery query, Appendable out, ExportOptions options)
      throws IOException {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    if (options.puks()) {
      caller.require(Permission.READ_PUKS);
    }
    checkText(query);
    return new CsvExport(database, puks, trail, caller, options).run(query, out);
  }

  /** Statuses, phases and what is intended. Audit and outbox are the caller's. */
  public void applyStandings(Transaction transaction, List<StandingChange> changes) {
    if (!changes.isEmpty()) {
      ValueStore.standings(transaction, changes, now());
    }
  }

  /**
   * Notes for all of them at once what has been asked for; empty: nothing any more. Audit and
   * outbox are the caller's.
   */
  public void intend(
      Transaction transaction,
      Collection<Long> ids,
      Optional<Status> intended,
      Optional<String> reason,
      Instant requestedAt) {
    if (!ids.isEmpty()) {
      ValueStore.intend(transaction, ids, intended, reason, requestedAt, now());
    }
  }

  /** Values that are as they were are not written. Audit and outbox are the caller's. */
  public void applyValues(Transaction transaction, Collection<? extends ValueChange> changes) {
    ValueStore.apply(transaction, changes, now());
  }

  /**
   * What an operator says of some thousands of its subscriptions. New ones go to {@code
   * organisation}, with audit, event and listeners; those known stay where they are. What the
   * operator does not say stays as it was.
   *
   * @param asOf when the operator was asked; knowledge that is more recent is not overwritten
   */
  public SyncReport upsertFromOperator(
      Transaction transaction, long organisation, long account, List<Sim> sims, Instant asOf) {
    return upsertFromOperator(
        transaction, organisation, account, sims, new ReadDepth.Whole(), asOf);
  }

  /**
   * As {@link #upsertFromOperator(Transaction, long, long, List, Instant)}.
   *
   * @param depth how much the operator showed of them
   */
  public SyncReport upsertFromOperator(
      Transaction transaction,
      long organisation,
      long account,
      List<Sim> sims,
      ReadDepth depth,
      Instant asOf) {
    Scope owner = Scope.of(organisation);
    WriteStore.Account known =
        WriteStore.account(owner, transaction.handle(), account)
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("account", Long.toString(account))));
    SyncReport report =
        new OperatorReading(transaction, organisation, known, depth, asOf, now()).take(sims);
    if (!report.added().isEmpty()) {
      trail.added(transaction, Caller.system("synchronisation", owner), report.added());
      listeners.forEach(listener -> listener.added(transaction, report.added()));
    }
    if (!report.changed().isEmpty()) {
      listeners.forEach(listener -> listener.changed(transaction, report.changed(), asOf));
    }
    return report;
  }

  /** To the microsecond, as the store keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
