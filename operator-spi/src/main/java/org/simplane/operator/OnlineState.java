// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** How far a subscription got on its network. */
public enum OnlineState {
  OFFLINE,
  /** Known to the network, without a data session. */
  ATTACHED,
  /** Attached, with a data session. */
  ONLINE
}
