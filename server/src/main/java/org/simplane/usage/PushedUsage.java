// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.account.PushListener;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.notification.Outbox;
import org.simplane.operator.OperatorEvent.QuotaChanged;
import org.simplane.operator.OperatorEvent.UsageRecord;
import org.simplane.operator.Service;

/**
 * Takes the usage that operators push, by a feed of the account's own; and tells of the volumes
 * that they say are low or used up.
 */
public final class PushedUsage implements PushListener {

  private static final String HEADER =
      "record_id,record_type,iccid,start,duration_s,bytes_up,bytes_down,visited_mcc,visited_mnc,rat\n";

  private final Accounts accounts;
  private final Subscriptions subscriptions;
  private final Feeds feeds;
  private final UsageIngest ingest;
  private final Outbox outbox;

  public PushedUsage(
      Accounts accounts,
      Subscriptions subscriptions,
      Feeds feeds,
      UsageIngest ingest,
      Outbox outbox) {
    this.accounts = accounts;
    this.subscriptions = subscriptions;
    this.feeds = feeds;
    this.ingest = ingest;
    this.outbox = outbox;
  }

  /** A record that is told again is known by its feed, id and start. */
  @Override
  public void told(Caller caller, List<Told> told) {
    Map<Long, List<Told>> byAccount = new TreeMap<>();
    for (Told one : told) {
      if (one.event() instanceof UsageRecord) {
        byAccount.computeIfAbsent(one.account(), _ -> new ArrayList<>()).add(one);
      }
    }
    byAccount.forEach((account, records) -> ingest(caller, account, records));
  }

  @Override
  public void noted(Transaction transaction, Caller caller, List<Told> told) {
    List<Outbox.Event> events = new ArrayList<>();
    Map<Long, String> iccids =
        iccids(caller, told.stream().filter(one -> one.event() instanceof QuotaChanged).toList());
    for (Told one : told) {
      String name = iccids.get(one.subscription());
      if (one.event() instanceof QuotaChanged changed
          && name != null
          && isNew(transaction, one.subscription(), changed)) {
        events.add(
            new Outbox.Event(
                one.organisation(),
                kind(changed),
                "subscription",
                one.subscription(),
                name,
                Map.of("service", changed.service().name(), "reason", "The operator said so")));
      }
    }
    outbox.publish(transaction, events);
  }

  /** What was read before it was pushed has been told. */
  private static boolean isNew(Transaction transaction, long subscription, QuotaChanged changed) {
    QuotaState state = state(changed);
    QuotaState known = QuotaStore.told(transaction, subscription).get(changed.service());
    if (known != null && known != state) {
      QuotaStore.mark(transaction, subscription, changed.service(), state, changed.at());
    }
    return known != state;
  }

  private static QuotaState state(QuotaChanged changed) {
    return switch (changed.mark()) {
      case THRESHOLD -> QuotaState.LOW;
      case EXHAUSTED, EXPIRED -> QuotaState.EXHAUSTED;
      case RENEWED -> QuotaState.AVAILABLE;
    };
  }

  private void ingest(Caller caller, long account, List<Told> records) {
    Map<Long, String> iccids = iccids(caller, records);
    StringBuilder csv = new StringBuilder(HEADER);
    for (Told one : records) {
      String iccid = iccids.get(one.subscription());
      if (one.event() instanceof UsageRecord record && iccid != null) {
        lines(record, iccid, csv);
      }
    }
    byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    var _ = ingest.ingest(caller, feed(caller, account), "pushed", new ByteArrayInputStream(bytes));
  }

  /** Of messages there is one record each, since that is what is counted. */
  private static void lines(UsageRecord record, String iccid, StringBuilder csv) {
    if (record.service() == Service.DATA) {
      line(record, "", "DATA", iccid, csv);
      return;
    }
    for (long i = 0; i < record.up(); i++) {
      line(record, i == 0 ? "" : "-" + i, "SMS_MO", iccid, csv);
    }
    for (long i = 0; i < record.down(); i++) {
      line(record, (i == 0 ? "" : "-" + i) + (record.up() > 0 ? "d" : ""), "SMS_MT", iccid, csv);
    }
  }

  private static void line(
      UsageRecord record, String suffix, String type, String iccid, StringBuilder csv) {
    boolean data = type.equals("DATA");
    csv.append('"')
        .append((record.id() + suffix).replace("\"", "\"\""))
        .append("\",")
        .append(type)
        .append(',')
        .append(iccid)
        .append(',')
        .append(record.startedAt())
        .append(',')
        .append(data ? Duration.between(record.startedAt(), record.endedAt()).toSeconds() : "")
        .append(',')
        .append(data ? record.up() : "")
        .append(',')
        .append(data ? record.down() : "")
        .append(',')
        .append(record.network().map(network -> network.mcc()).orElse(""))
        .append(',')
        .append(record.network().map(network -> network.mnc()).orElse(""))
        .append(',')
        .append(record.rat().map(rat -> rat.replace(",", " ")).orElse(""))
        .append('\n');
  }

  /** One for each account, of the account's organisation; made when it is first needed. */
  private long feed(Caller caller, long account) {
    String name = "operator-" + account;
    Account known = accounts.find(caller.scope(), account).orElseThrow();
    Caller owner = Caller.system("operator", Scope.of(known.organisation()));
    return feeds
        .named(owner.scope(), name)
        .orElseGet(() -> feeds.add(owner, name, Feeds.DEFAULT_ACCEPTANCE))
        .id();
  }

  private Map<Long, String> iccids(Caller caller, List<Told> told) {
    Map<Long, String> iccids = new LinkedHashMap<>();
    List<Long> wanted = told.stream().map(Told::subscription).distinct().toList();
    for (Subscription found : subscriptions.findAll(caller.scope(), wanted)) {
      found.identity().iccid().ifPresent(iccid -> iccids.put(found.id(), iccid.digits()));
    }
    return iccids;
  }

  private static String kind(QuotaChanged changed) {
    return "quota." + state(changed).name().toLowerCase(Locale.ROOT);
  }
}
