// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.operator.Iccid;
import org.simplane.operator.Status;

/** Some thousand rows of a file in one transaction. */
final class ImportBatch {

  /** What an import works with. */
  record Tools(Trail trail, PukVault puks, List<SubscriptionListener> listeners) {}

  /** A line of the file: a row, or already what is wrong with it. */
  record Line(Optional<CsvRow> row, Optional<RowResult> rejected) {}

  private static final String ROUNDED =
      "The ICCID ends in zeros from the 16th digit, as a spreadsheet leaves it: make sure that it is right";

  private static final Puks NO_PUKS = new Puks(Optional.empty(), Optional.empty());

  private final Tools tools;
  private final Transaction transaction;
  private final Caller caller;
  private final WriteStore.Account account;
  private final Map<String, Set<Long>> organisations;
  private final Instant now;

  private final Map<String, Subscription> byCard = new HashMap<>();
  private final Map<String, Subscription> byKey = new HashMap<>();
  private final Map<String, ImportStore.Taken> takenCards = new HashMap<>();
  private final Map<String, ImportStore.Taken> takenImsis = new HashMap<>();
  private Map<Long, Puks> knownPuks = Map.of();

  private final List<Subscription> added = new ArrayList<>();
  private final List<SyncReport.Changed> updated = new ArrayList<>();
  private final Map<Long, List<Subscription>> moves = new TreeMap<>();
  private final Map<Long, Puks> newPuks = new HashMap<>();
  private final List<Subscription> pukChanged = new ArrayList<>();

  ImportBatch(
      Tools tools,
      Transaction transaction,
      Caller caller,
      WriteStore.Account account,
      Map<String, Set<Long>> organisations,
      Instant now) {
    this.tools = tools;
    this.transaction = transaction;
    this.caller = caller;
    this.account = account;
    this.organisations = organisations;
    this.now = now;
  }

  List<RowResult> take(List<Line> lines) {
    List<CsvRow> rows = lines.stream().flatMap(line -> line.row().stream()).toList();
    look(rows);
    boolean damaged =
        rows.stream().filter(CsvRow::rounded).count() * 2 > rows.size() && rows.size() > 1;
    Iterator<Long> ids = WriteStore.nextIds(transaction.handle(), rows.size()).iterator();
    List<RowResult> results = new ArrayList<>(lines.size());
    Map<Long, Integer> addedAt = new HashMap<>();
    for (Line line : lines) {
      if (line.row().isEmpty()) {
        results.add(line.rejected().orElseThrow());
        continue;
      }
      CsvRow row = line.row().get();
      try {
        long id = ids.next();
        RowResult.Outcome outcome = take(row, id, damaged);
        if (outcome == RowResult.Outcome.ADDED) {
          addedAt.put(id, results.size());
        }
        results.add(result(row, outcome, null, row.rounded() ? ROUNDED : null));
      } catch (CsvRow.Malformed e) {
        results.add(result(row, RowResult.Outcome.REJECTED, e.column(), e.getMessage()));
      }
    }
    write(results, addedAt);
    return results;
  }

  private void look(List<CsvRow> rows) {
    Set<String> cores = new HashSet<>();
    Set<String> keys = new HashSet<>();
    Set<String> imsis = new HashSet<>();
    for (CsvRow row : rows) {
      row.iccidCore().ifPresent(cores::add);
      keys.add(row.field(Field.OPERATOR_KEY).orElse(row.businessId()));
      row.field(Field.IMSI).ifPresent(imsis::add);
    }
    List<Subscription> known = WriteStore.lockOfAccount(transaction, account.id(), keys, cores);
    for (Subscription s : known) {
      s.identity().iccid().map(Iccid::core).ifPresent(core -> byCard.put(core, s));
      s.identity().terminalSerial().ifPresent(serial -> byCard.put(serial, s));
      byKey.put(s.operatorKey(), s);
    }
    ImportStore.takenCards(caller.scope(), transaction.handle(), account, cores)
        .forEach(taken -> takenCards.put(taken.value(), taken));
    ImportStore.takenImsis(caller.scope(), transaction.handle(), account, imsis)
        .forEach(taken -> takenImsis.put(taken.value(), taken));
    if (rows.stream()
        .anyMatch(row -> row.puks().puk1().isPresent() || row.puks().puk2().isPresent())) {
      knownPuks =
          tools
              .puks()
              .read(
                  caller.scope(),
                  transaction.handle(),
                  known.stream().map(Subscription::id).toList());
    }
  }

  private RowResult.Outcome take(CsvRow row, long id, boolean damaged) throws CsvRow.Malformed {
    String card = row.iccidCore().orElse(row.businessId());
    Subscription before = byCard.get(card);
    checkNotTaken(row, card, before);
    Optional<Long> organisation = organisation(row);
    if (before != null && !caller.scope().contains(before.organisation())) {
      throw new CsvRow.Malformed(
          Field.ICCID.column(), "Has been given to an organisation outside yours");
    }
    if (before == null && row.rounded() && damaged) {
      throw new CsvRow.Malformed(
          Field.ICCID.column(),
          "Was rounded by a spreadsheet, as most ICCIDs here: format the column as text, or write =\"89...\"");
    }
    return before == null
        ? add(row, id, organisation.orElse(account.organisation()))
        : change(row, before, organisation);
  }

  private RowResult.Outcome add(CsvRow row, long id, long organisation) throws CsvRow.Malformed {
    Status status =
        row.field(Field.STATUS)
            .map(Status::valueOf)
            .orElse(account.own() ? Status.INVENTORY : Status.UNKNOWN);
    boolean terminal = row.field(Field.TERMINAL_SERIAL).isPresent();
    Standing standing =
        new Standing(
            status,
            status.name(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(now),
            Optional.empty(),
            Optional.empty());
    Draft draft = new Draft();
    row.fields().forEach((field, value) -> draft.set(field, value.orElse(null)));
    row.attributes().forEach((name, value) -> draft.attribute(name, value.orElse(null)));
    row.tags().ifPresent(draft::tags);
    draft.set(Field.STATUS, status.name());
    if (status == Status.ACTIVE && draft.get(Field.ACTIVATED_AT).isEmpty()) {
      draft.set(Field.ACTIVATED_AT, now.toString());
    }
    String key = draft.get(Field.OPERATOR_KEY).orElse(row.businessId());
    draft.set(Field.OPERATOR_KEY, key);
    if (status != Status.ACTIVE && draft.get(Field.BILLING_PHASE).isPresent()) {
      throw new CsvRow.Malformed(
          Field.BILLING_PHASE.column(), "Only an ACTIVE subscription has one");
    }
    Subscription blank =
        new Subscription(
            id,
            organisation,
            account.id(),
            terminal ? Subscription.Kind.TERMINAL : Subscription.Kind.SIM,
            key,
            NOTHING,
            standing,
            false,
            Optional.empty(),
            Optional.empty(),
            Subscriber.NONE,
            Device.NONE,
            Machine.NONE,
            List.of(),
            Map.of(),
            Map.of(),
            now,
            now,
            now,
            1);
    added.add(draft.build(blank, now));
    if (!row.puks().equals(NO_PUKS)) {
      newPuks.put(id, row.puks());
    }
    return RowResult.Outcome.ADDED;
  }

  private RowResult.Outcome change(CsvRow row, Subscription before, Optional<Long> organisation)
      throws CsvRow.Malformed {
    Draft draft = Draft.of(before);
    for (Map.Entry<Field, Optional<String>> entry : row.fields().entrySet()) {
      boolean taken =
          switch (entry.getKey().group()) {
            case IDENTITY ->
                account.own()
                    && entry.getKey() != Field.ICCID
                    && entry.getKey() != Field.TERMINAL_SERIAL;
            case FIRST -> false;
            case OPERATOR, CUSTOMER, DEVICE, MACHINE -> true;
          };
      if (taken) {
        draft.set(entry.getKey(), entry.getValue().orElse(null));
      }
    }
    row.attributes().forEach((name, value) -> draft.attribute(name, value.orElse(null)));
    row.tags().ifPresent(draft::tags);
    if (draft.attributes().size() > PatchCheck.MAX_ATTRIBUTES) {
      throw new CsvRow.Malformed(
          CsvColumns.ATTRIBUTE,
          "At most " + PatchCheck.MAX_ATTRIBUTES + " custom attributes are kept");
    }
    Subscription after = draft.build(before, now);
    boolean moved = organisation.isPresent() && organisation.get() != before.organisation();
    boolean puks = PukVault.differ(Optional.ofNullable(knownPuks.get(before.id())), row.puks());
    if (moved) {
      moves.computeIfAbsent(organisation.get(), _ -> new ArrayList<>()).add(after);
    }
    if (puks) {
      newPuks.put(before.id(), row.puks());
      pukChanged.add(before);
    }
    if (!after.equals(before)) {
      updated.add(new SyncReport.Changed(before, OperatorReading.stamped(after, now)));
    }
    return moved || puks || !after.equals(before)
        ? RowResult.Outcome.UPDATED
        : RowResult.Outcome.UNCHANGED;
  }

  private void checkNotTaken(CsvRow row, String card, @Nullable Subscription before)
      throws CsvRow.Malformed {
    ImportStore.Taken other = takenCards.get(card);
    if (other != null && before == null) {
      throw new CsvRow.Malformed(
          Field.ICCID.column(),
          other.inScope()
              ? "Is in another operator account of yours"
              : "Is managed by somebody else");
    }
    Optional<String> imsi = row.field(Field.IMSI);
    ImportStore.Taken holder = imsi.isPresent() ? takenImsis.get(imsi.get()) : null;
    if (holder != null && (before == null || before.id() != holder.subscription())) {
      throw new CsvRow.Malformed(
          Field.IMSI.column(),
          holder.inScope() ? "Belongs to another SIM of yours" : "Is managed by somebody else");
    }
    Subscription keyHolder = byKey.get(row.field(Field.OPERATOR_KEY).orElse(row.businessId()));
    if (keyHolder != null && (before == null || before.id() != keyHolder.id())) {
      throw new CsvRow.Malformed(
          Field.OPERATOR_KEY.column(), "Is the key of another SIM of this account");
    }
  }

  private Optional<Long> organisation(CsvRow row) throws CsvRow.Malformed {
    if (row.organisation().isEmpty()) {
      return Optional.empty();
    }
    String name = row.organisation().get();
    Set<Long> ids = organisations.getOrDefault(name, Set.of());
    if (ids.size() != 1) {
      throw new CsvRow.Malformed(
          CsvColumns.ORGANISATION,
          ids.isEmpty()
              ? "No organisation '" + name + "'"
              : "Several organisations are called '" + name + "': give its reference");
    }
    return Optional.of(ids.iterator().next());
  }

  private void write(List<RowResult> results, Map<Long, Integer> addedAt) {
    List<Subscription> inserted = WriteStore.insert(transaction, account.own(), added);
    if (inserted.size() < added.size()) {
      inserted.forEach(s -> addedAt.remove(s.id()));
      addedAt.forEach((id, at) -> {
        newPuks.remove(id);
        RowResult was = results.get(at);
        results.set(
            at,
            new RowResult(
                was.line(),
                was.businessId(),
                RowResult.Outcome.REJECTED,
                Optional.empty(),
                Optional.of(
                    "One of its numbers is taken by another SIM, which came at the same time")));
      });
    }
    Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
    updated.forEach(
        change -> kinds.addAll(OperatorReading.touched(change.before(), change.after())));
    WriteStore.update(transaction, updated.stream().map(SyncReport.Changed::after).toList(), kinds);
    tools.puks().write(transaction.handle(), newPuks);
    tools.trail().added(transaction, caller, inserted);
    tools.trail().updated(transaction, caller, updated);
    tools.trail().pukChanged(transaction, caller, pukChanged);
    if (!inserted.isEmpty()) {
      tools.listeners().forEach(listener -> listener.added(transaction, inserted));
    }
    moves.forEach((organisation, moved) ->
        Moving.move(
            transaction, caller, tools.trail(), tools.listeners(), moved, organisation, now));
  }

  private static RowResult result(
      CsvRow row, RowResult.Outcome outcome, @Nullable String column, @Nullable String message) {
    return new RowResult(
        row.line(),
        row.businessId(),
        outcome,
        Optional.ofNullable(column),
        Optional.ofNullable(message));
  }

  private static final Identity NOTHING =
      new Identity(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
