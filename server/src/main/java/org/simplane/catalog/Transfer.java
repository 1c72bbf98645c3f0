// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;
import java.util.List;
import org.simplane.operator.Iccid;

/**
 * SIMs that are to go to another organisation.
 *
 * @param target an organisation in the caller's scope, or a number that another one handed out
 * @param subscriptions single ones
 */
public record Transfer(long target, List<Long> subscriptions, List<Range> ranges) {

  public Transfer {
    subscriptions = List.copyOf(subscriptions);
    ranges = List.copyOf(ranges);
  }

  /** SIMs whose numbers lie between these, both included. */
  public record Range(Iccid from, Iccid to) {}

  /** A number that invites SIMs until then. */
  public record Invitation(long number, Instant expiresAt) {}
}
