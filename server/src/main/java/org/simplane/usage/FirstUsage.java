// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Collection;
import org.simplane.Transaction;

/** Told which sleeping subscriptions were used: lifecycle, wired in {@code Main}. */
@FunctionalInterface
public interface FirstUsage {

  void of(Transaction transaction, Collection<Long> subscriptions);
}
