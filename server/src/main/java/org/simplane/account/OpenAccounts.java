// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that this node works with, each with its operator open and its governor; kept in
 * step with their rows.
 */
final class OpenAccounts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenAccounts.class);

  private final Database database;
  private final Secrets secrets;
  private final Map<String, OperatorPlatform> platforms = new LinkedHashMap<>();
  private final Clock clock;
  private final AccountConfig config;
  private final HttpClient client;
  private final ConcurrentHashMap<Long, Entry> entries = new ConcurrentHashMap<>();

  OpenAccounts(
      Database database,
      Secrets secrets,
      List<OperatorPlatform> platforms,
      Clock clock,
      AccountConfig config) {
    this.database = database;
    this.secrets = secrets;
    platforms.forEach(platform -> this.platforms.put(platform.name(), platform));
    this.clock = clock;
    this.config = config;
    // HTTP/1.1, since HTTP/2 stacks may send a refused stream again by themselves.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * An account as this node has it open. What goes wrong is told with the operator's name: it is
   * read by whoever has SIMs of the account, and what the account is called, or how it is set, is
   * its owner's business.
   */
  record Open(Account account, Governor governor, @Nullable Operator operator) {

    /** The operator, whether or not the account is paused. */
    Operator present() {
      if (operator == null) {
        throw new FailureException(
            new Failure.OperatorDown("The account at " + account.operatorName() + " is broken"));
      }
      return operator;
    }

    Operator active() {
      if (account.state() == AccountState.PAUSED) {
        throw new FailureException(
            new Failure.OperatorDown("The account at " + account.operatorName() + " is paused"));
      }
      return present();
    }
  }

  List<OperatorPlatform> platforms() {
    return List.copyOf(platforms.values());
  }

  Optional<OperatorPlatform> platform(String name) {
    return Optional.ofNullable(platforms.get(name));
  }

  /** As it is shown: with its operator's name. */
  Account named(Account account) {
    OperatorPlatform platform = platforms.get(account.platform());
    return platform == null ? account : account.of(platform.operatorName(account.settings()));
  }

  Open get(long account) {
    return entries
        .computeIfAbsent(account, Entry::new)
        .get(false)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("account", Long.toString(account))));
  }

  /** Reads the row anew at the next use. */
  void forget(long account) {
    Entry entry = entries.get(account);
    if (entry != null) {
      entry.get(true);
    }
  }

  /** An operator with settings that are not stored yet, to be tried; the caller closes it. */
  Operator attempt(Account account, OperatorPlatform platform, AccountSettings settings) {
    Governor governor =
        new Governor(
            named(account).operatorName(),
            account.id(),
            account.pace(),
            client,
            database,
            clock,
            config);
    return platform.open(settings.complete(platform), new OperatorContext(governor, clock));
  }

  void renewSlots() {
    entries.values().forEach(Entry::renewSlots);
  }

  /** How long this node makes no call; zero for an account that it does not work with. */
  Duration held(long account) {
    Entry entry = entries.get(account);
    Open open = entry == null ? null : entry.open;
    return open == null ? Duration.ZERO : open.governor().held();
  }

  Map<Long, CallCounts> counts() {
    Map<Long, CallCounts> counts = new LinkedHashMap<>();
    entries.forEach((id, entry) -> {
      Open open = entry.open;
      if (open != null) {
        counts.put(id, open.governor().counts());
      }
    });
    return counts;
  }

  @Override
  public void close() {
    entries.values().forEach(Entry::close);
    client.shutdownNow();
  }

  /** One account's place; its lock keeps two threads from opening it twice. */
  private final class Entry {

    private final long id;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Open open;
    private byte @Nullable [] sealed;
    private volatile long lookedAt;

    private Entry(long id) {
      this.id = id;
    }

    private Optional<Open> get(boolean now) {
      Open present = open;
      if (present != null && !now && System.nanoTime() - lookedAt < config.look().toNanos()) {
        return Optional.of(present);
      }
      lock.lock();
      try {
        present = open;
        if (present == null || now || System.nanoTime() - lookedAt >= config.look().toNanos()) {
          look();
        }
        return Optional.ofNullable(open);
      } finally {
        lock.unlock();
      }
    }

    private void look() {
      Optional<StoredAccount> found = database.read(handle -> AccountStore.find(handle, id));
      if (found.isEmpty()) {
        close();
        open = null;
        return;
      }
      StoredAccount stored = found.get();
      Account account = named(stored.account());
      Open present = open;
      Governor governor =
          present != null
              ? present.governor()
              : new Governor(
                  account.operatorName(), id, account.pace(), client, database, clock, config);
      governor.setPace(account.pace());
      if (!stored.held().isZero()) {
        governor.holdHere(stored.held());
      }
      boolean same =
          present != null
              && present.operator() != null
              && account.settings().equals(present.account().settings())
              && Arrays.equals(stored.secrets(), sealed);
      if (present != null && same) {
        open = new Open(account, governor, present.operator());
      } else {
        close();
        sealed = stored.secrets();
        open = opened(stored, governor);
      }
      lookedAt = System.nanoTime();
    }

    private Open opened(StoredAccount stored, Governor governor) {
      Account account = named(stored.account());
      String problem;
      OperatorPlatform platform = platforms.get(account.platform());
      if (platform == null) {
        problem = "there is no platform '" + account.platform() + "'";
      } else {
        try {
          AccountSettings settings = AccountSettings.unseal(stored, secrets);
          List<Failure.Invalid.Problem> problems =
              AccountSettings.problems(platform, settings.all());
          if (problems.isEmpty()) {
            return new Open(
                account,
                governor,
                platform.open(settings.complete(platform), new OperatorContext(governor, clock)));
          }
          problem = problems.getFirst().field() + " " + problems.getFirst().message();
        } catch (RuntimeException e) {
          // Whatever an adapter or the stored bytes come up with: this account is broken, and stops
          // nobody else.
          LOG.warn("Account {} cannot be opened", id, e);
          problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
      }
      return new Open(broken(account, problem), governor, null);
    }

    private Account broken(Account account, String problem) {
      if (account.state() != AccountState.BROKEN
          || !account.stateReason().equals(Optional.of(problem))) {
        // In a transaction of its own: the one that found out may well fail for that very reason.
        Thread.ofVirtual().name("account-broken-" + id).start(() -> mark(problem));
      }
      return account.in(AccountState.BROKEN, Optional.of(problem));
    }

    private void mark(String problem) {
      try {
        database.useTransaction(transaction ->
            AccountStore.setState(transaction, id, AccountState.BROKEN, problem, clock.instant()));
      } catch (RuntimeException e) {
        LOG.warn("That account {} is broken is not noted", id, e);
      }
    }

    private void renewSlots() {
      Open present = open;
      if (present != null) {
        present.governor().renew();
      }
    }

    private void close() {
      Open present = open;
      if (present != null && present.operator() != null) {
        present.operator().close();
      }
    }
  }
}
