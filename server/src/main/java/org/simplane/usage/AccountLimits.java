// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.access.Audit;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.operator.Limits;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator lets all SIMs of one account together use in a month. They are asked of the
 * operator, which holds them up itself; nothing is kept here. Who may see and choose them is who
 * manages the account, since they concern every organisation whose SIMs are of it. Safe for use by
 * many threads.
 */
public final class AccountLimits {

  private final Database database;
  private final Accounts accounts;
  private final Audit audit;

  AccountLimits(Database database, Accounts accounts, Audit audit) {
    this.database = database;
    this.accounts = accounts;
    this.audit = audit;
  }

  /**
   * A limit at an operator.
   *
   * @param present in force; empty where nothing is limited
   * @param choices what may be chosen, least first; empty where the operator does not show it
   */
  public record AccountLimit(Measure measure, Optional<Choice> present, List<Choice> choices) {

    public AccountLimit {
      choices = List.copyOf(choices);
    }
  }

  /**
   * One to choose.
   *
   * @param id the operator's
   * @param amount bytes or messages; empty: no end
   */
  public record Choice(String id, Optional<Long> amount) {

    private static Choice of(Limits.Choice choice) {
      return new Choice(choice.id(), choice.amount());
    }
  }

  /**
   * Asks the operator; takes {@link Permission#READ_ACCOUNTS}.
   *
   * @throws FailureException {@code NotFound}; {@code NotSupported} where the operator shows no
   *     limits; {@code OperatorDown} and {@code Throttled} where it cannot be asked
   */
  public List<AccountLimit> of(Caller caller, long account) {
    caller.require(Permission.READ_ACCOUNTS);
    Account known = found(caller, account);
    return accounts.ask(
        account,
        operator -> {
          Limits limits = operator.limits().orElseThrow(() -> unsupported(known));
          Map<Limits.Measure, Limits.Choice> present = limits.present();
          EnumMap<Measure, AccountLimit> all = new EnumMap<>(Measure.class);
          for (Measure measure : Measure.values()) {
            Limits.Measure theirs = of(measure);
            all.put(
                measure,
                new AccountLimit(
                    measure,
                    Optional.ofNullable(present.get(theirs)).map(Choice::of),
                    limits.choices(theirs).stream().map(Choice::of).toList()));
          }
          return List.copyOf(all.values());
        });
  }

  /**
   * Has the operator put other limits in force; takes {@link Permission#MANAGE_ACCOUNTS}. Those not
   * named stay.
   *
   * @param wanted the operator's ids
   * @throws FailureException as {@link #of}; {@code Invalid} for a limit that cannot be chosen,
   *     {@code Conflict} with what the operator says where it refuses
   */
  public List<AccountLimit> choose(
      Caller caller, long account, Map<Measure, String> wanted, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    Account known = found(caller, account);
    List<AccountLimit> before = of(caller, account);
    EnumMap<Limits.Measure, String> choices = new EnumMap<>(Limits.Measure.class);
    for (AccountLimit limit : before) {
      String id = wanted.get(limit.measure());
      if (id != null) {
        if (!limit.choices().isEmpty()
            && limit.choices().stream().noneMatch(choice -> choice.id().equals(id))) {
          throw new FailureException(
              Failure.Invalid.field(limit.measure().name(), "the operator offers no limit " + id));
        }
        choices.put(of(limit.measure()), id);
      }
    }
    if (dryRun || choices.isEmpty()) {
      return before;
    }
    settle(
        accounts.<Outcome<Map<Limits.Measure, String>>>ask(
            account,
            operator -> operator.limits().orElseThrow(() -> unsupported(known)).choose(choices)));
    ObjectNode after = JsonNodeFactory.instance.objectNode();
    wanted.forEach((measure, id) -> after.put(measure.name(), id));
    ObjectNode was = JsonNodeFactory.instance.objectNode();
    before.forEach(
        limit -> limit.present().ifPresent(choice -> was.put(limit.measure().name(), choice.id())));
    database.useTransaction(transaction ->
        audit.record(
            transaction,
            caller,
            List.of(
                new Audit.Entry(
                    known.organisation(),
                    "account.limits",
                    "account",
                    account,
                    known.name(),
                    was,
                    after))));
    return of(caller, account);
  }

  private static void settle(Outcome<Map<Limits.Measure, String>> outcome) {
    switch (outcome) {
      case Outcome.Done<Map<Limits.Measure, String>> _,
          Outcome.Pending<Map<Limits.Measure, String>> _ -> {
        // What is in force is read anew.
      }
      case Outcome.Refused<Map<Limits.Measure, String>>(OperatorException cause) ->
          throw new FailureException(new Failure.Conflict("The operator: " + cause.getMessage()));
      case Outcome.NotSent<Map<Limits.Measure, String>>(OperatorException cause) ->
          throw new FailureException(
              new Failure.OperatorDown("The operator: " + cause.getMessage()));
      case Outcome.Unknown<Map<Limits.Measure, String>>(OperatorException cause) ->
          throw new FailureException(
              new Failure.OperatorDown(
                  "The operator's answer was lost, so the limits may have changed: "
                      + cause.getMessage()));
    }
  }

  private Account found(Caller caller, long account) {
    return accounts
        .find(caller.scope(), account)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("account", Long.toString(account))));
  }

  private static FailureException unsupported(Account account) {
    return new FailureException(
        new Failure.NotSupported("The operator of '" + account.name() + "' shows no limits"));
  }

  private static Limits.Measure of(Measure measure) {
    return switch (measure) {
      case DATA -> Limits.Measure.DATA;
      case SMS_MT -> Limits.Measure.SMS_MT;
      case SMS_MO -> Limits.Measure.SMS_MO;
    };
  }
}
