// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes that come about by themselves, on Simplane's own clock or on the first usage: test and
 * sleeping phases end.
 */
public final class Rules {

  /** How many changes one look asks for at most; what is left over follows at once. */
  private static final int MOST = 10_000;

  private final Database database;
  private final Accounts accounts;
  private final Lifecycle lifecycle;
  private final Clock clock;

  public Rules(Database database, Accounts accounts, Lifecycle lifecycle, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.lifecycle = lifecycle;
    this.clock = clock;
  }

  /** The rules in force for an account: its own, or else those of its platform. */
  public List<Rule> of(Scope scope, long account) {
    known(scope, account);
    return database.read(handle -> RuleStore.inForce(handle, account));
  }

  /** Gives an account rules of its own; none: those of its platform again. */
  public List<Rule> replace(Caller caller, long account, List<Rule> rules) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    Account known = known(caller.scope(), account);
    if (rules.stream().map(Rule::from).distinct().count() < rules.size()) {
      throw new FailureException(
          Failure.Invalid.field("rules", "There is more than one rule for the same status"));
    }
    for (Rule rule : rules) {
      if (!(Verdict.of(
              new Values(rule.from().status(), rule.from().phase(), "", false, Map.of()),
              new Wish.ToStatus(rule.to()),
              accounts.capabilities(account))
          instanceof Verdict.Send)) {
        throw new FailureException(
            Failure.Invalid.field(
                "rules", "From " + rule.from() + " the operator lets nobody ask for " + rule.to()));
      }
    }
    database.useTransaction(transaction -> {
      List<Rule> before = RuleStore.inForce(transaction.handle(), account);
      RuleStore.replace(transaction, account, known.platform(), rules);
      List<Rule> after = RuleStore.inForce(transaction.handle(), account);
      lifecycle.record(
          transaction,
          caller,
          new Audit.Entry(
              known.organisation(),
              "account.rules",
              "account",
              account,
              known.name(),
              json(before),
              json(after)));
    });
    return of(caller.scope(), account);
  }

  /**
   * Asks for the changes whose time has come; does nothing while another node is at it.
   *
   * @return how many
   */
  public int followClock() {
    int asked = 0;
    int last;
    do {
      last =
          database.inTransaction(transaction ->
              RuleStore.onlyHere(transaction)
                  ? lifecycle.ask(
                      transaction,
                      RuleStore.dueByClock(transaction, clock.instant(), MOST),
                      "Phase ended by time")
                  : 0);
      asked += last;
    } while (last == MOST);
    return asked;
  }

  private static JsonNode json(List<Rule> rules) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Rule rule : rules) {
      ObjectNode one = json.addObject();
      one.put("from", rule.from().toString()).put("to", rule.to().toString());
      rule.afterDays().ifPresent(days -> one.put("afterDays", days));
      one.put("onFirstUsage", rule.onFirstUsage());
    }
    return json;
  }

  private Account known(Scope scope, long account) {
    return accounts
        .find(scope, account)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("account", Long.toString(account))));
  }
}
