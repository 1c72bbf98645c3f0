// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.simplane.job.WorkItem;

/** What a worker found out about an item. */
sealed interface Finding {

  WorkItem item();

  /**
   * It is as asked.
   *
   * @param values what is so now
   * @param word the operator's own word for a status, where it is known
   */
  record Reached(WorkItem item, Wish wish, Values values, Optional<String> word)
      implements Finding {}

  /** It will not come about. */
  record Failed(WorkItem item, Wish wish, String code, String error) implements Finding {}

  /** It certainly has had no effect, and is to be sent then. */
  record SendAgain(WorkItem item, Instant at, int attempts, boolean resent, String why)
      implements Finding {}

  /** The operator has it, and is to be asked then. */
  record Waiting(WorkItem item, Instant at, String request) implements Finding {}

  /** Whether it came about is to be found out then. */
  record Doubtful(WorkItem item, Instant at, Optional<String> seen, String why)
      implements Finding {}
}
