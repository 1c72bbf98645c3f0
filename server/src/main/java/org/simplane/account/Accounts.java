// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorPlatform;

/**
 * The operator accounts of all organisations, and the way of the other features to their operators.
 */
public final class Accounts {

  /** The kinds of operator that an account can be added for. */
  public List<OperatorPlatform> platforms() {
    throw new UnsupportedOperationException("not there yet");
  }

  public Account add(Caller caller, NewAccount wanted, boolean dryRun) {
    throw new UnsupportedOperationException("not there yet");
  }

  public Optional<Account> find(Scope scope, long id) {
    throw new UnsupportedOperationException("not there yet");
  }

  public AccountPage page(Scope scope, OptionalLong after, int limit) {
    throw new UnsupportedOperationException("not there yet");
  }

  public Account update(
      Caller caller, long id, AccountPatch patch, OptionalLong expectedVersion, boolean dryRun) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Nothing more is sent to the operator; changes asked for wait. */
  public Account pause(Caller caller, long id) {
    throw new UnsupportedOperationException("not there yet");
  }

  public Account resume(Caller caller, long id) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Asks the operator whether calls would succeed. */
  public AccountCheck test(Caller caller, long id) {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * Replaces secret settings; the new ones are tried at the operator first and refused where they
   * do not work.
   */
  public Account rotate(Caller caller, long id, Map<String, String> secrets) {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * The account's operator, for background work.
   *
   * @throws org.simplane.FailureException {@code OperatorDown} when the account is paused or broken
   */
  public Operator operator(long account) {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * Asks the operator something that a client waits for: before background work, and with a failure
   * in place of an operator's exception.
   */
  public <T> T ask(long account, Question<T> question) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** The own-network account that serves an organisation: its own, or the nearest above it. */
  public Optional<Account> ownAccount(long organisation) {
    throw new UnsupportedOperationException("not there yet");
  }
}
