// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * Who a message shows itself to come from.
 *
 * @param address digits or a name; empty: the operator's usual one
 */
public record MessageSource(String address, Kind kind) {

  /** How the address is meant. */
  public enum Kind {
    INTERNATIONAL,
    NATIONAL,
    ALPHANUMERIC
  }
}
