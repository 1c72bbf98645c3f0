// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.List;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageSource;
import org.simplane.operator.OperatorException;

/**
 * The own network's way to its devices. The network keeps the ids that it delivered and answers a
 * repeated one as it did the first time, without troubling the device again. Safe for use by many
 * threads.
 */
public interface ShortMessageLink {

  /** The most that one call carries. */
  int MOST = 1_000;

  /**
   * One short message.
   *
   * @param id ours, the same when it is handed over again
   * @param card the IMSI, or the ICCID where no IMSI is known
   * @param expiresAt after it the network delivers it no more
   */
  record Submission(
      String id, String card, MessageSource source, MessageContent content, Instant expiresAt) {}

  /** What became of it. */
  record Answer(Result result, String message) {}

  /** What the network says. */
  enum Result {
    DELIVERED,
    /** Not on the air now; it is to be tried again. */
    ABSENT,
    /** Never, such as for an unknown card. */
    FAILED
  }

  /** Hands over at most {@link #MOST}; answers each, in order. */
  List<Answer> submit(List<Submission> submissions) throws OperatorException;

  /** No network is there: nobody is ever on the air. */
  ShortMessageLink NONE =
      submissions ->
          submissions.stream().map(_ -> new Answer(Result.ABSENT, "There is no network")).toList();
}
