// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.List;
import org.simplane.Transaction;
import org.simplane.inventory.ValueChange;

/** Where what lists show of a quota is written to: the inventory, wired in {@code Main}. */
@FunctionalInterface
public interface Allowances {

  void show(Transaction transaction, List<ValueChange> changes);
}
