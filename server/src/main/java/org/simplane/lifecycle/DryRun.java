// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.List;

/**
 * What a change request would do; nothing is written and no operator is asked.
 *
 * @param sent how many would be sent to an operator, or done by Simplane itself
 * @param already how many stand there already
 * @param refused those that would fail at once, the first 1,000 of them
 */
public record DryRun(int total, int sent, int already, int failed, List<Refusal> refused) {

  public DryRun {
    refused = List.copyOf(refused);
  }

  public record Refusal(long subscription, String errorCode, String error) {}
}
