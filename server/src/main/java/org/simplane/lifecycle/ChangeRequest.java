// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.Optional;

/**
 * Something asked of one or many subscriptions.
 *
 * @param title what the job is called in lists
 * @param reason why, in the client's words; it stands beside the status afterwards
 * @param reference a dialect's ticket that is to lead to the job
 */
public record ChangeRequest(
    String title, Target target, Optional<String> reason, Optional<DialectReference> reference) {

  /** A ticket, tracking number or monitor as a dialect shows it. */
  public record DialectReference(String dialect, String reference) {}

  /** The same, with a ticket that is to lead to the job. */
  public ChangeRequest under(String dialect, String ticket) {
    return new ChangeRequest(
        title, target, reason, Optional.of(new DialectReference(dialect, ticket)));
  }

  public static ChangeRequest of(String title, Target target) {
    return new ChangeRequest(title, target, Optional.empty(), Optional.empty());
  }
}
