// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some accounts, by id.
 *
 * @param next what to give as {@code after} for the following page; empty at the end
 */
public record AccountPage(List<Account> accounts, OptionalLong next) {

  public AccountPage {
    accounts = List.copyOf(accounts);
  }

  /** Of rows read with one more than {@code limit}, which tells whether there is a next page. */
  static AccountPage of(List<Account> rows, int limit) {
    List<Account> accounts = rows.stream().limit(limit).toList();
    return new AccountPage(
        accounts,
        rows.size() > limit ? OptionalLong.of(accounts.getLast().id()) : OptionalLong.empty());
  }
}
