// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Telling;

/**
 * The operator accounts of all organisations, and the way of the other features to their operators.
 */
public final class Accounts {

  /** The platform that Simplane itself is. */
  public static final String OWN = "own";

  private static final Duration SYNC_EVERY = Duration.ofMinutes(5);

  private final Database database;
  private final Secrets secrets;
  private final OpenAccounts open;
  private final ShownAccounts shown;
  private final Audit audit;
  private final Clock clock;

  public Accounts(
      Database database,
      Secrets secrets,
      List<OperatorPlatform> platforms,
      Audit audit,
      Clock clock,
      AccountConfig config) {
    this.database = database;
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
    this.open = new OpenAccounts(database, secrets, platforms, clock, config);
    this.shown = new ShownAccounts(database, open, clock);
  }

  /** The kinds of operator that an account can be added for. */
  public List<OperatorPlatform> platforms() {
    return open.platforms();
  }

  /**
   * Checks the settings without asking the operator; see {@link #test}. With {@code dryRun} nothing
   * is kept, and the id is 0.
   */
  public Account add(Caller caller, NewAccount wanted, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    if (!caller.scope().contains(wanted.organisation())) {
      throw new FailureException(
          new Failure.NotFound("organisation", Long.toString(wanted.organisation())));
    }
    OperatorPlatform platform =
        open.platform(wanted.platform())
            .orElseThrow(() ->
                invalid(
                    "platform",
                    "there is no platform '"
                        + wanted.platform()
                        + "', but "
                        + AccountRules.names(open.platforms())));
    AccountSettings settings = AccountSettings.of(platform, wanted.settings());
    List<Problem> problems = new ArrayList<>(AccountSettings.problems(platform, wanted.settings()));
    // Simplane knows its own SIMs: there is nobody to read them from.
    Duration syncEvery =
        wanted.platform().equals(OWN) ? Duration.ZERO : wanted.syncEvery().orElse(SYNC_EVERY);
    problems.addAll(AccountRules.problems(wanted.name(), syncEvery));
    AccountRules.refuse(problems);
    return database.inTransaction(transaction -> {
      AccountRules.refuseTakenName(transaction, wanted.organisation(), wanted.name(), 0);
      Pace pace = wanted.pace().orElse(platform.defaultPace());
      Account draft = open.named(Account.draft(wanted, settings, pace, syncEvery, clock.instant()));
      tryOpening(draft, platform, settings);
      if (dryRun) {
        return draft;
      }
      Account added =
          open.named(
              AccountStore.insert(transaction, wanted, settings, pace, syncEvery, clock.instant()));
      AccountStore.storeSecrets(transaction, added.id(), settings.seal(secrets, added.id()));
      AccountAudit.record(audit, transaction, caller, "account.add", null, added);
      return added;
    });
  }

  /** Takes {@link Permission#READ_ACCOUNTS} of whoever shows it. */
  public Optional<Account> find(Scope scope, long id) {
    return shown.find(scope, id);
  }

  /**
   * Whatever account a subscription in scope may be of: those in scope, and those above it that
   * have given it subscriptions. For showing a subscription's operator, never for changing an
   * account or showing its settings.
   */
  public Map<Long, Account> all(Scope scope) {
    return shown.all(scope);
  }

  public AccountPage page(Scope scope, OptionalLong after, int limit) {
    return shown.page(scope, after, limit);
  }

  /** Of every account in scope, in the order of their ids; asks no operator. */
  public List<Freshness> freshness(Scope scope) {
    return shown.freshness(scope);
  }

  /** A broken account whose settings can be used afterwards is active again. */
  public Account update(
      Caller caller, long id, AccountPatch patch, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    Account updated =
        database.inTransaction(transaction -> {
          StoredAccount stored = locked(transaction, caller, id, expectedVersion);
          Account before = stored.account();
          OperatorPlatform platform = platformOf(before);
          AccountSettings settings = settings(stored, platform, patch.settings().orElse(Map.of()));
          Account wanted = before.patched(patch);
          List<Problem> problems =
              new ArrayList<>(AccountSettings.problems(platform, settings.all()));
          problems.addAll(AccountRules.problems(wanted.name(), wanted.syncEvery()));
          AccountRules.refuse(problems);
          AccountRules.refuseTakenName(transaction, before.organisation(), wanted.name(), id);
          tryOpening(wanted, platform, settings);
          Account mended =
              before.state() == AccountState.BROKEN
                  ? wanted.in(AccountState.ACTIVE, Optional.empty())
                  : wanted;
          return store(transaction, caller, "account.update", before, mended, settings, dryRun);
        });
    open.forget(id);
    return updated;
  }

  /** Nothing more is sent to the operator; changes asked for wait. */
  public Account pause(Caller caller, long id) {
    return turn(caller, id, AccountState.PAUSED, "account.pause");
  }

  /** Of a broken account too: whether its settings can be used is then found out anew. */
  public Account resume(Caller caller, long id) {
    return turn(caller, id, AccountState.ACTIVE, "account.resume");
  }

  private Account turn(Caller caller, long id, AccountState state, String action) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    database.useTransaction(transaction -> {
      Account before = locked(transaction, caller, id, OptionalLong.empty()).account();
      if (before.state() != state) {
        AccountStore.setState(transaction, id, state, null, clock.instant());
        AccountAudit.record(
            audit, transaction, caller, action, before, before.in(state, Optional.empty()));
      }
    });
    open.forget(id);
    return find(caller.scope(), id).orElseThrow(() -> unknown(id));
  }

  /** Asks the operator whether calls would succeed. */
  public AccountCheck test(Caller caller, long id) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    if (find(caller.scope(), id).isEmpty()) {
      throw unknown(id);
    }
    OpenAccounts.Open account = open.get(id);
    long started = System.nanoTime();
    Optional<String> problem = Optional.empty();
    if (account.operator() == null) {
      problem = account.account().stateReason();
    } else {
      problem = Answers.check(account.operator()).map(OperatorException::getMessage);
    }
    return new AccountCheck(problem, Duration.ofNanos(System.nanoTime() - started));
  }

  /**
   * Replaces secret settings; the new ones are tried at the operator first and refused where it
   * does not accept them.
   */
  public Account rotate(Caller caller, long id, Map<String, String> renewed) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    Account present = find(caller.scope(), id).orElseThrow(() -> unknown(id));
    OperatorPlatform platform = platformOf(present);
    AccountRules.refuse(AccountRules.problemsOfSecrets(platform, renewed));
    StoredAccount tried =
        database
            .read(handle -> AccountStore.find(caller.scope(), handle, id))
            .orElseThrow(() -> unknown(id));
    try (Operator operator = open.attempt(present, platform, settings(tried, platform, renewed))) {
      Answers.check(operator)
          .ifPresent(problem -> {
            if (problem.kind() == OperatorException.Kind.CREDENTIALS) {
              throw invalid("secrets", "are not accepted by the operator: " + problem.getMessage());
            }
            throw new FailureException(Answers.failure(present, problem));
          });
    }
    Account rotated =
        database.inTransaction(transaction -> {
          StoredAccount stored = locked(transaction, caller, id, OptionalLong.empty());
          AccountSettings settings = settings(stored, platform, renewed);
          return store(
              transaction,
              caller,
              "account.rotate",
              stored.account(),
              stored.account().state() == AccountState.BROKEN
                  ? stored.account().in(AccountState.ACTIVE, Optional.empty())
                  : stored.account(),
              settings,
              false);
        });
    open.forget(id);
    return rotated;
  }

  /**
   * The account's operator, for background work.
   *
   * @throws FailureException {@code OperatorDown} when the account is paused or broken
   */
  public Operator operator(long account) {
    return open.get(account).active();
  }

  /**
   * What the account's operator can change, also while the account is paused.
   *
   * @throws FailureException {@code OperatorDown} when the account is broken
   */
  public Capabilities capabilities(long account) {
    return Capabilities.of(open.get(account).present());
  }

  /** Asks before background work, as a client waits; fails in place of an operator's exception. */
  public <T> T ask(long account, Question<T> question) {
    OpenAccounts.Open asked = open.get(account);
    Operator operator = asked.active();
    try {
      return Urgency.<T, OperatorException>urgently(() -> question.ask(operator));
    } catch (OperatorException e) {
      throw new FailureException(Answers.failure(asked.account(), e));
    }
  }

  /** Whether operators of {@link #platform} tell of it themselves; from memory, without waiting. */
  public boolean tells(String platform, Telling what) {
    return open.platform(platform).map(known -> known.tells().contains(what)).orElse(false);
  }

  /** Where the days of an account's usage begin. */
  public ZoneId billingZone(long account) {
    return open.get(account).account().billingZone();
  }

  /** The name of its platform, such as {@link #OWN}. */
  public String platform(long account) {
    return open.get(account).account().platform();
  }

  public Pace pace(long account) {
    return open.get(account).account().pace();
  }

  /**
   * How long no call may be made, since the operator asked for it or cannot be reached; zero when
   * calls may go.
   */
  public Duration held(long account) {
    return open.get(account).governor().held();
  }

  /** What this node has asked of each operator. */
  public Map<Long, CallCounts> callCounts() {
    return open.counts();
  }

  /** The own-network account that serves an organisation: its own, or the nearest above it. */
  public Optional<Account> ownAccount(long organisation) {
    return shown.nearest(organisation, OWN);
  }

  OpenAccounts open() {
    return open;
  }

  public void close() {
    open.close();
  }

  private Account store(
      Transaction transaction,
      Caller caller,
      String action,
      Account before,
      Account wanted,
      AccountSettings settings,
      boolean dryRun) {
    if (dryRun) {
      return wanted;
    }
    Account stored =
        open.named(AccountStore.update(transaction, wanted, settings, clock.instant()));
    AccountStore.storeSecrets(transaction, wanted.id(), settings.seal(secrets, wanted.id()));
    AccountAudit.record(audit, transaction, caller, action, before, stored);
    return stored;
  }

  /**
   * What is stored, with {@code changes} over it. Secrets that can no longer be read are as if not
   * there.
   */
  private AccountSettings settings(
      StoredAccount stored, OperatorPlatform platform, Map<String, String> changes) {
    Map<String, String> all;
    try {
      all = new TreeMap<>(AccountSettings.unseal(stored, secrets).all());
    } catch (RuntimeException e) {
      all = new TreeMap<>(stored.account().settings());
    }
    all.putAll(changes);
    return AccountSettings.of(platform, all);
  }

  private void tryOpening(Account account, OperatorPlatform platform, AccountSettings settings) {
    try (Operator tried = open.attempt(account, platform, settings)) {
      assert tried != null;
    } catch (IllegalArgumentException e) {
      throw invalid("settings", e.getMessage() == null ? "cannot be used" : e.getMessage());
    }
  }

  private static StoredAccount locked(
      Transaction transaction, Caller caller, long id, OptionalLong expectedVersion) {
    StoredAccount stored =
        AccountStore.lock(caller.scope(), transaction, id).orElseThrow(() -> unknown(id));
    if (expectedVersion.isPresent() && expectedVersion.getAsLong() != stored.account().version()) {
      throw new FailureException(
          new Failure.Stale(
              "The account has changed: its version is "
                  + stored.account().version()
                  + ", not "
                  + expectedVersion.getAsLong()));
    }
    return stored;
  }

  private OperatorPlatform platformOf(Account account) {
    return open.platform(account.platform())
        .orElseThrow(() ->
            new FailureException(
                new Failure.NotSupported(
                    "There is no platform '" + account.platform() + "' here")));
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }

  private static FailureException unknown(long id) {
    return new FailureException(new Failure.NotFound("account", Long.toString(id)));
  }
}
