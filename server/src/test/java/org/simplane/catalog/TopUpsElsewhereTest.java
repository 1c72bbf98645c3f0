// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.account.NewAccount;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
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
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Outcome;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.TopUps;
import org.simplane.simulator.contract.SettableClock;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.Quotas;

/** Top-ups at an operator that loses answers, says no, or cannot be reached. */
final class TopUpsElsewhereTest {

  private static final String ICCID = "8988228066600000001";

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final Platform platform = new Platform();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
  private final Database database = testDatabase.database();
  private final Audit audit = new Audit(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Organisations organisations = new Organisations(database, audit, clock);
  private final Subscriptions subscriptions =
      new Subscriptions(database, audit, outbox, Secrets.random(), List.of(), clock);
  private final Accounts accounts =
      new Accounts(
          database, Secrets.random(), List.of(platform), audit, clock, AccountConfig.of(true));
  private final Catalog catalog = catalog();
  private final Caller caller =
      new Caller(
          Caller.Kind.USER,
          1,
          "somebody",
          organisations.scopeOf(organisations.root("Owner").id()),
          Set.of(Permission.values()),
          "test");
  private final long sim = sim();

  @Test
  void anAcceptedOneIsCompletedWithTheOperatorsNumber() {
    long order = topUp();
    work();
    assertThat(state(order)).isEqualTo(Order.State.COMPLETED);
    assertThat(sims(order).getFirst().operatorOrder()).contains("op-1");
  }

  @Test
  void aLostAnswerIsLookedForAndNeverOrderedAgain() {
    platform.loseAnswers = true;
    long order = topUp();
    work();
    assertThat(state(order)).isEqualTo(Order.State.IN_PREPARATION);
    clock.pass(Duration.ofMinutes(1));
    work();
    assertThat(state(order)).isEqualTo(Order.State.COMPLETED);
    assertThat(platform.ordered).hasSize(1);
  }

  @Test
  void whatTheOperatorDoesNotShowIsToldAndNotOrderedAgain() {
    platform.loseRequests = true;
    long order = topUp();
    for (int i = 0; i < 10; i++) {
      clock.pass(Duration.ofMinutes(1));
      work();
    }
    assertThat(state(order)).isEqualTo(Order.State.FAILED);
    assertThat(sims(order).getFirst().error().orElseThrow()).contains("shows no such order");
    assertThat(platform.asked).isEqualTo(1);
  }

  @Test
  void whatCertainlyDidNotGoOutIsSentAgain() {
    platform.unreachable = 2;
    long order = topUp();
    for (int i = 0; i < 4; i++) {
      clock.pass(Duration.ofMinutes(1));
      work();
    }
    assertThat(state(order)).isEqualTo(Order.State.COMPLETED);
    assertThat(platform.ordered).hasSize(1);
  }

  @Test
  void aRefusalFailsTheOrder() {
    platform.refuses = true;
    long order = topUp();
    work();
    assertThat(state(order)).isEqualTo(Order.State.FAILED);
    assertThat(sims(order).getFirst().error()).contains("No credit");
  }

  @Test
  void extensionsAreNotSoldThere() {
    product(Product.Kind.EXTENSION);
    assertThatThrownBy(() -> place(Product.Kind.EXTENSION)).isInstanceOf(FailureException.class);
  }

  /** Until nothing is due for a second. */
  private void work() {
    for (int i = 0; i < 3; i++) {
      catalog.catchUp();
      clock.pass(Duration.ofSeconds(1));
    }
  }

  private long topUp() {
    product(Product.Kind.TOP_UP);
    return place(Product.Kind.TOP_UP);
  }

  private long place(Product.Kind kind) {
    return catalog
        .purchases()
        .place(
            caller,
            new Purchase.ForSims(
                kind,
                List.of(sim),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                false),
            false)
        .id();
  }

  private void product(Product.Kind kind) {
    var _ =
        catalog
            .products()
            .create(
                caller,
                new ProductDraft(
                    caller.scope().organisation(),
                    kind,
                    "A " + kind,
                    "A " + kind,
                    1,
                    1,
                    10,
                    OptionalInt.empty(),
                    0,
                    new Price("EUR", 100, 121),
                    Optional.empty(),
                    new Grant(1_000, 10, 12),
                    OptionalLong.empty(),
                    true),
                false);
  }

  private Order.State state(long order) {
    return catalog.orders().find(caller.scope(), order).orElseThrow().state();
  }

  private List<Order.Sim> sims(long order) {
    return catalog.orders().sims(caller.scope(), order, OptionalLong.empty(), 10).items();
  }

  private long sim() {
    long account =
        accounts
            .add(
                caller,
                new NewAccount(
                    caller.scope().organisation(),
                    "elsewhere",
                    "Elsewhere",
                    Map.of(),
                    ZoneId.of("UTC"),
                    Optional.empty(),
                    Optional.empty()),
                false)
            .id();
    Sim told =
        new Sim(
            new SubscriptionRef("key", ICCID),
            Status.ACTIVE,
            "on",
            Optional.empty(),
            Optional.of(new Iccid(ICCID)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return database.inTransaction(transaction ->
        subscriptions
            .upsertFromOperator(
                transaction, caller.scope().organisation(), account, List.of(told), clock.instant())
            .added()
            .getFirst()
            .id());
  }

  private Catalog catalog() {
    Bell bell = new Bell();
    Jobs jobs = new Jobs(database, clock, bell);
    Restrictions restrictions =
        new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
    return new Catalog(
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
            (_, _) -> {}),
        CatalogConfig.DEFAULT,
        clock);
  }

  /** An operator that sells top-ups, one SIM to an order. */
  private static final class Platform implements OperatorPlatform, Operator, TopUps {

    private final List<String> ordered = new ArrayList<>();
    private int asked;
    private int unreachable;
    private boolean loseAnswers;
    private boolean loseRequests;
    private boolean refuses;

    @Override
    public String name() {
      return "elsewhere";
    }

    @Override
    public String title() {
      return "Elsewhere";
    }

    @Override
    public List<Setting> settings() {
      return List.of();
    }

    @Override
    public Pace defaultPace() {
      return new Pace(100, 4);
    }

    @Override
    public Operator open(Map<String, String> settings, OperatorContext context) {
      return this;
    }

    @Override
    public void check() {}

    @Override
    public Inventory inventory() {
      return new Inventory() {
        @Override
        public Optional<Sim> find(SubscriptionRef ref) {
          return Optional.empty();
        }

        @Override
        public SimPage list(Optional<String> from) {
          return new SimPage(List.of(), Optional.empty(), Optional.empty());
        }
      };
    }

    @Override
    public Optional<TopUps> topUps() {
      return Optional.of(this);
    }

    @Override
    public int maximumBatch() {
      return 1;
    }

    @Override
    public Outcome<String> order(TopUpRequest request) {
      asked++;
      if (unreachable > 0) {
        unreachable--;
        return new Outcome.NotSent<>(
            new OperatorException(OperatorException.Kind.UNREACHABLE, "Nobody there"));
      }
      if (refuses) {
        return new Outcome.Refused<>(
            new OperatorException(OperatorException.Kind.REJECTED, "No credit"));
      }
      if (!loseRequests) {
        ordered.add("op-" + (ordered.size() + 1));
      }
      if (loseAnswers || loseRequests) {
        return new Outcome.Unknown<>(
            new OperatorException(OperatorException.Kind.TIMEOUT, "No answer"));
      }
      return new Outcome.Done<>(ordered.getLast());
    }

    @Override
    public List<String> placed(List<SubscriptionRef> of, Instant since) {
      return List.copyOf(ordered);
    }

    @Override
    public void close() {}
  }
}
