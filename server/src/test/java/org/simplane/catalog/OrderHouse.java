// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.simplane.Caller;
import org.simplane.access.Audit;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.account.NewAccount;
import org.simplane.adapter.Platforms;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Bell;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.simplane.job.WorkQueue;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.Quotas;

/** A node that works on orders, on a database that others may share. */
final class OrderHouse implements AutoCloseable {

  static final String KEYS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final int AT_ONCE = 1_000;

  private final Clock clock;
  private final Database database;
  private volatile Instant lastRead = Instant.MIN;
  final Subscriptions subscriptions;
  final Organisations organisations;
  final Accounts accounts;
  final Catalog catalog;

  OrderHouse(Database database, String node) {
    this(database, node, Platforms.all(), Clock.systemUTC());
  }

  OrderHouse(Database database, String node, List<OperatorPlatform> platforms, Clock clock) {
    this.database = database;
    this.clock = clock;
    Audit audit = new Audit(database, clock);
    Outbox outbox = new Outbox(database, clock);
    organisations = new Organisations(database, audit, clock);
    subscriptions = new Subscriptions(database, audit, outbox, Secrets.of(KEYS), List.of(), clock);
    accounts =
        new Accounts(database, Secrets.of(KEYS), platforms, audit, clock, AccountConfig.of(true));
    Bell bell = new Bell();
    Jobs jobs = new Jobs(database, clock, bell);
    Restrictions restrictions =
        new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
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
                new Progress(clock, bell),
                new Reports(database, bell, clock),
                new Lifecycle(
                    database,
                    accounts,
                    subscriptions,
                    jobs,
                    new WorkQueue(database, clock, bell),
                    audit,
                    outbox,
                    clock),
                new Quotas(
                    database,
                    subscriptions,
                    accounts,
                    new QuotaKeeper(restrictions, outbox, subscriptions::applyValues),
                    audit,
                    clock),
                this::synchronise),
            CatalogConfig.DEFAULT.on(node),
            clock);
  }

  Caller caller(Organisation tenant) {
    return Caller.system("test", organisations.scopeOf(tenant.id()));
  }

  /** SIMs of an own network, each with as many bytes and messages. */
  void ownSims(Organisation tenant, int count, long quota) {
    long account =
        database.read(handle ->
            handle
                .createUpdate(
                    """
                    insert into operator_account
                      (organisation_id, platform, name, settings, calls_per_second, in_flight, state, created_at, updated_at)
                    values (:organisation, 'own', 'Own', '{}', 0, 0, 'ACTIVE', now(), now())
                    """)
                .bind("organisation", tenant.id())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
    List<Sim> sims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sims.add(sim(i));
      if (sims.size() == AT_ONCE || i == count - 1) {
        take(tenant.id(), account, sims);
        sims.clear();
      }
    }
    database.useTransaction(transaction ->
        transaction
            .handle()
            .createUpdate(
                """
                insert into quota (subscription_id, service, total, used, last_added, threshold_percent, state, changed_at)
                select id, 'DATA', :total, 0, :total, 20, 'AVAILABLE', now() from subscription where own_network
                """)
            .bind("total", quota)
            .execute());
  }

  private static Sim sim(int number) {
    String imsi = "99901%010d".formatted(number);
    String iccid = "8999901%011d".formatted(number);
    return new Sim(
        new SubscriptionRef(imsi, iccid),
        Status.ACTIVE,
        "ACTIVE",
        Optional.empty(),
        Optional.of(new Iccid(iccid)),
        Optional.of(new Imsi(imsi)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An account on a {@link SimSeller}. */
  long seller(Organisation tenant) {
    return seller(tenant, "Seller");
  }

  long seller(Organisation tenant, String name) {
    return accounts
        .add(
            caller(tenant),
            new NewAccount(
                tenant.id(),
                "seller",
                name,
                Map.of(),
                ZoneOffset.UTC,
                Optional.empty(),
                Optional.empty()),
            false)
        .id();
  }

  /** Those of a 1NCE platform. */
  void operatorSims(Organisation tenant, URI url) throws OperatorException {
    long account =
        accounts
            .add(
                caller(tenant),
                new NewAccount(
                    tenant.id(),
                    "nce",
                    "1NCE",
                    Map.of("url", url.toString(), "username", "simulator", "password", "simulated"),
                    ZoneOffset.UTC,
                    Optional.of(new Pace(500, 4)),
                    Optional.of(Duration.ofDays(1))),
                false)
            .id();
    read(tenant.id(), account);
  }

  /** As the synchroniser does it. */
  private void synchronise(long account, Instant since) {
    if (!lastRead.isBefore(since)) {
      return;
    }
    lastRead = clock.instant();
    long organisation =
        database.read(handle ->
            handle
                .createQuery("select organisation_id from operator_account where id = :id")
                .bind("id", account)
                .mapTo(Long.class)
                .one());
    try {
      read(organisation, account);
    } catch (OperatorException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(long organisation, long account) throws OperatorException {
    Optional<String> from = Optional.empty();
    do {
      SimPage page = accounts.operator(account).inventory().list(from);
      take(organisation, account, page.sims());
      from = page.next();
    } while (from.isPresent());
  }

  /** Of the operator's product, which is in the catalogue. */
  long orderSims(Organisation tenant, int quantity) {
    return orderSims(tenant, quantity, _ -> true);
  }

  /** Of the product of one of several accounts. */
  long orderSims(Organisation tenant, int quantity, long account) {
    return orderSims(
        tenant, quantity, product -> product.source().orElseThrow().account() == account);
  }

  private long orderSims(Organisation tenant, int quantity, Predicate<Product> which) {
    Product sims =
        catalog.products().onSale(caller(tenant).scope()).stream()
            .filter(product -> product.kind() == Product.Kind.SIM)
            .filter(which)
            .findFirst()
            .orElseThrow();
    return catalog
        .orders()
        .place(
            caller(tenant),
            new Purchase.OfSims(
                List.of(new Purchase.Wanted(sims.id(), quantity)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            false)
        .id();
  }

  /** Puts what an operator sells on sale. */
  void sell(Organisation tenant, Product product) {
    var _ =
        catalog
            .products()
            .update(
                caller(tenant),
                product.id(),
                was -> was.with(was.maxPerCustomer(), was.grant(), true),
                OptionalLong.empty(),
                false);
  }

  /** Of the only account. */
  void readProducts(Organisation tenant) {
    readProducts(tenant, accounts.all(caller(tenant).scope()).keySet().iterator().next());
  }

  void readProducts(Organisation tenant, long account) {
    for (Product product : catalog.operatorProducts().read(caller(tenant), account, false)) {
      sell(tenant, product);
    }
  }

  void take(long organisation, long account, List<Sim> sims) {
    database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(
            transaction, organisation, account, sims, clock.instant()));
  }

  long sim(String iccid) {
    return database.read(handle ->
        handle
            .createQuery("select id from subscription where iccid = :iccid")
            .bind("iccid", iccid)
            .mapTo(Long.class)
            .one());
  }

  /** For all SIMs there are. */
  long topUp(Organisation tenant) {
    return order(tenant, Product.Kind.TOP_UP);
  }

  /** For all SIMs there are. */
  long order(Organisation tenant, Product.Kind kind) {
    List<Long> ids =
        database.read(handle ->
            handle.createQuery("select id from subscription order by id").mapTo(Long.class).list());
    return catalog
        .purchases()
        .place(
            caller(tenant),
            new Purchase.ForSims(
                kind, ids, OptionalLong.empty(), Optional.empty(), Optional.empty(), false),
            false)
        .id();
  }

  void sellTopUps(Organisation tenant, long bytes) {
    sell(tenant, Product.Kind.TOP_UP, new Grant(bytes, 0, 0));
  }

  /** Something of its own. */
  void sell(Organisation tenant, Product.Kind kind, Grant grant) {
    var _ =
        catalog
            .products()
            .create(
                caller(tenant),
                new ProductDraft(
                    tenant.id(),
                    kind,
                    "A " + kind,
                    "none",
                    1,
                    1,
                    100_000,
                    OptionalInt.empty(),
                    0,
                    new Price("EUR", 100, 121),
                    Optional.empty(),
                    grant,
                    OptionalLong.empty(),
                    true),
                false);
  }

  @Override
  public void close() {
    catalog.close();
    accounts.close();
  }
}
