// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * Where a subscription stands in its life, in the words of the CMO API; the operator's own word is
 * kept beside it.
 */
public enum Status {
  CREATED,
  INVENTORY,
  PENDING_ACTIVE,
  ACTIVE,
  SUSPENDED,
  BLOCKED,
  PENDING_TERMINATE,
  TERMINATED,
  DELETED,
  UNKNOWN
}
