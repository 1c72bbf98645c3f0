// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * What a product gives each SIM.
 *
 * @param lifeMonths how long it lives, or lives longer
 */
public record Grant(long dataBytes, long messages, int lifeMonths) {

  private static final long MOST = 1L << 50;
  private static final int LONGEST = 1_200;

  public Grant {
    if (dataBytes < 0 || dataBytes > MOST || messages < 0 || messages > MOST) {
      throw new FailureException(Failure.Invalid.field("grant", "is from 0 to " + MOST));
    }
    if (lifeMonths < 0 || lifeMonths > LONGEST) {
      throw new FailureException(
          Failure.Invalid.field("grant.lifeMonths", "is from 0 to " + LONGEST));
    }
  }
}
