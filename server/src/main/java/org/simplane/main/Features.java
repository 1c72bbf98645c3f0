// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.simplane.account.AccountConfig;
import org.simplane.account.AccountUpkeep;
import org.simplane.account.Accounts;
import org.simplane.account.Imports;
import org.simplane.account.Pushes;
import org.simplane.account.Synchroniser;
import org.simplane.adapter.Platforms;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.catalog.Catalog;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.History;
import org.simplane.connectivity.MovedPresences;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.OperatorEvents;
import org.simplane.connectivity.OwnEvents;
import org.simplane.connectivity.Presences;
import org.simplane.connectivity.ReadDevices;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.inventory.SubscriptionListener;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Bell;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.simplane.job.WorkQueue;
import org.simplane.lifecycle.ChangeWorker;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.LifecycleUpkeep;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.lifecycle.Rules;
import org.simplane.lifecycle.WorkConfig;
import org.simplane.messaging.Forwarding;
import org.simplane.messaging.Messages;
import org.simplane.messaging.MessagingConfig;
import org.simplane.network.EventDoor;
import org.simplane.network.OwnPlatform;
import org.simplane.network.RegisterCommands;
import org.simplane.network.RegisterQueue;
import org.simplane.network.SmsDoor;
import org.simplane.network.SubscriberRegister;
import org.simplane.notification.Listening;
import org.simplane.notification.Outbox;
import org.simplane.notification.Webhooks;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Telling;
import org.simplane.usage.ConsumptionEvents;
import org.simplane.usage.ConsumptionWatch;
import org.simplane.usage.Consumptions;
import org.simplane.usage.DefaultQuotas;
import org.simplane.usage.FeedFolders;
import org.simplane.usage.Feeds;
import org.simplane.usage.LimitEnforcer;
import org.simplane.usage.MessageMeter;
import org.simplane.usage.MonthlyLimits;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.Quotas;
import org.simplane.usage.RecordEvents;
import org.simplane.usage.RejectRetry;
import org.simplane.usage.UsageIngest;
import org.simplane.usage.UsageReader;

/**
 * Every feature, put together by constructors in the one order in which they may know each other.
 */
final class Features extends AccessFeatures implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final int LOADERS = 2;

  final Outbox outbox;
  final Listening listening;
  final Webhooks webhooks;
  final Subscriptions subscriptions;
  final Jobs jobs;
  final Accounts accounts;
  final Synchroniser synchroniser;
  final Pushes pushes;
  final Imports imports;
  final Lifecycle lifecycle;
  final Restrictions restrictions;
  final Quotas quotas;
  final MonthlyLimits limits;
  final Catalog catalog;
  final UsageReader usage;
  final Consumptions consumptions;
  final Feeds feeds;
  final UsageIngest ingest;
  final RejectRetry rejectRetry;
  final RegisterCommands registerCommands;
  final EventDoor eventDoor;
  final Messages messages;
  final SmsDoor smsDoor;
  final Presences presences;
  final History history;
  final OperatorEvents operatorEvents;

  private final AccountUpkeep accountUpkeep;
  private final ChangeWorker changeWorker;
  private final LifecycleUpkeep lifecycleUpkeep;
  private final RegisterQueue registerQueue;
  private final FeedFolders feedFolders;
  private final LimitEnforcer limitEnforcer;
  private final ConsumptionWatch consumptionWatch;
  private final Period keepUsageRecords;
  private final Period keepImportRows;
  private volatile boolean started;

  Features(
      Config config,
      Database database,
      Secrets secrets,
      Partitions partitions,
      Set<String> dialects,
      Clock clock) {
    super(database, secrets, dialects, clock);
    String node = DataDirectory.node(config.data());
    listening = new Listening(database);
    Audience audience = organisation -> listening.anyone(organisation, NetworkEvents.OUTBOX_KIND);
    outbox = new Outbox(database, clock, new OwnEvents(audience, this::tells, clock));
    webhooks =
        new Webhooks(
            database,
            organisations,
            audit,
            outbox,
            listening,
            secrets,
            Dialects.formats(installationKeys, this::fleet, this::jobs, database),
            List.of(new Forwarding(clock)),
            config.webhooks(),
            clock);

    SubscriberRegister register = Links.register(config);
    registerQueue = new RegisterQueue(database, register, clock);
    registerCommands = new RegisterCommands(database, registerQueue, audit, clock);
    // Quotas show themselves in the inventory, which tells them of new SIMs.
    AtomicReference<Subscriptions> inventory = new AtomicReference<>();
    AtomicReference<LimitEnforcer> enforcer = new AtomicReference<>();
    subscriptions =
        new Subscriptions(
            database,
            audit,
            outbox,
            secrets,
            List.of(
                new DefaultQuotas(
                    config.quotas(),
                    (transaction, changes) -> inventory.get().applyValues(transaction, changes),
                    clock),
                registerQueue,
                SubscriptionListener.later(enforcer::get),
                new MovedPresences(),
                new ReadDevices(outbox)),
            clock);
    inventory.set(subscriptions);
    Bell bell = new Bell();
    jobs = new Jobs(database, clock, bell);
    WorkQueue queue = new WorkQueue(database, clock, bell);
    List<OperatorPlatform> platforms =
        Stream.concat(Platforms.all().stream(), Stream.of(new OwnPlatform(database, register)))
            .toList();
    accounts =
        new Accounts(
            database,
            secrets,
            platforms,
            audit,
            clock,
            AccountConfig.of(config.privateAddresses(), config.operatorTimeLimit()));
    accountUpkeep = new AccountUpkeep(accounts);
    Progress progress = new Progress(clock, bell);
    Reports reports = new Reports(database, bell, clock);
    synchroniser =
        new Synchroniser(
            database,
            accounts,
            subscriptions,
            jobs,
            progress,
            audit,
            outbox,
            clock,
            config.reading().on(node));
    imports =
        new Imports(
            database,
            accounts,
            subscriptions,
            progress,
            reports,
            config.data().resolve(DataDirectory.SPOOL),
            config.largestImport(),
            clock);

    lifecycle = new Lifecycle(database, accounts, subscriptions, jobs, queue, audit, outbox, clock);
    changeWorker =
        new ChangeWorker(
            database, accounts, subscriptions, queue, bell, audit, outbox, clock, WorkConfig.USUAL);
    // Freed of what barred them, SIMs get the messages that waited.
    AtomicReference<Messages> waiting = new AtomicReference<>();
    restrictions =
        new Restrictions(
            database,
            RestrictionListener.all(List.of(registerQueue, new LateListener(waiting))),
            audit,
            outbox,
            clock);
    Rules rules = new Rules(database, accounts, lifecycle, clock);
    lifecycleUpkeep = new LifecycleUpkeep(rules, jobs, clock, LOOK, config.keepJobs());

    QuotaKeeper quotaKeeper = new QuotaKeeper(restrictions, outbox, subscriptions::applyValues);
    quotas = new Quotas(database, subscriptions, accounts, quotaKeeper, audit, clock);
    limits = new MonthlyLimits(database, accounts, audit, clock);
    quotaKeeper.countTowards(limits);
    limitEnforcer = new LimitEnforcer(database, limits, restrictions);
    enforcer.set(limitEnforcer);
    catalog =
        new Catalog(
            new Catalog.Parts(
                database,
                organisations,
                audit,
                outbox,
                subscriptions,
                accounts,
                jobs,
                progress,
                reports,
                lifecycle,
                quotas,
                synchroniser::soon),
            config.catalog().on(node),
            clock);
    usage = new UsageReader(database);
    Duration age = config.consumptionAge();
    ConsumptionEvents told = new ConsumptionEvents(outbox, listening);
    consumptions = new Consumptions(database, accounts, usage, age, told, clock);
    consumptionWatch =
        new ConsumptionWatch(
            database, accounts, subscriptions, quotas, consumptions, listening, age, clock);
    keepUsageRecords = config.keepUsageRecords();
    keepImportRows = config.keepImportRows();
    feeds = new Feeds(database, audit, clock, config.kept("usage_record", clock));
    RecordEvents recordEvents = RecordEvents.of(outbox, listening);
    ingest =
        new UsageIngest(
            database,
            partitions,
            organisations,
            quotaKeeper,
            lifecycle::firstUsage,
            recordEvents,
            config.data().resolve(DataDirectory.SPOOL),
            clock);
    rejectRetry = new RejectRetry(database, ingest, progress, reports, audit);
    feedFolders = new FeedFolders(database, ingest, config.inbox(), LOADERS, clock);

    messages =
        new Messages(
            new Messages.Tools(
                database,
                partitions,
                subscriptions,
                accounts,
                new MessageMeter(
                    quotaKeeper, lifecycle::firstUsage, recordEvents, partitions, clock),
                new LimitGate(limits),
                outbox,
                Links.messages(config)),
            MessagingConfig.USUAL.on(node),
            clock);
    waiting.set(messages);
    NetworkEvents networkEvents =
        new NetworkEvents(
            database,
            partitions,
            new DeviceWatch(subscriptions, restrictions, audit, outbox),
            outbox,
            audience,
            messages::attached);
    pushes =
        new Pushes(
            database,
            accounts,
            synchroniser,
            secrets,
            audit,
            Links.pushes(this, networkEvents),
            clock);
    operatorEvents = new OperatorEvents(networkEvents);
    presences = new Presences(database, accounts, clock);
    history = new History(database, accounts, operatorEvents, clock);
    Duration eventsKept = config.kept("network_event", clock);
    eventDoor = new EventDoor(database, networkEvents, clock, eventsKept);
    smsDoor = new SmsDoor(database, messages, clock, eventsKept);
  }

  /** Begins what goes on by itself. */
  void start() {
    started = true;
    webhooks.start();
    accountUpkeep.start();
    registerQueue.start(subscriptions, restrictions);
    messages.start();
    changeWorker.start();
    synchroniser.start();
    imports.start();
    feedFolders.start();
    limitEnforcer.start();
    consumptionWatch.start();
    catalog.start();
    lifecycleUpkeep.start();
  }

  /** Deletes what has ended and is kept no longer; for a recurring task. */
  void purge() {
    purgeAccess();
    webhooks.purge();
    quotas.expire();
    limits.purge();
    pushes.purge();
    feeds.purge(keepUsageRecords);
    imports.purge(keepImportRows);
  }

  @Override
  public void close() {
    if (started) {
      stop();
    }
    accounts.close();
  }

  private void stop() {
    lifecycleUpkeep.close();
    catalog.close();
    consumptionWatch.close();
    limitEnforcer.close();
    feedFolders.close();
    rejectRetry.close();
    imports.close();
    synchroniser.close();
    changeWorker.close();
    messages.close();
    registerQueue.close();
    accountUpkeep.close();
    webhooks.close();
  }

  private boolean tells(String platform, Telling what) {
    return accounts.tells(platform, what);
  }

  /** Not before everything is wired. */
  private Jobs jobs() {
    return jobs;
  }

  /** As notifications of the TM Forum APIs name it; not before everything is wired. */
  private Fleet fleet() {
    return new Fleet(subscriptions, accounts);
  }
}
