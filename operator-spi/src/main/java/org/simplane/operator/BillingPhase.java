// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * Refines {@link Status#ACTIVE}: a SIM under test or sleeping carries traffic but is not yet
 * billed.
 */
public enum BillingPhase {
  TEST,
  SLEEPING,
  PRODUCTIVE
}
