// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;

/**
 * How operators are read.
 *
 * @param detailsAge how old what was read of one subscription by itself may become, where the
 *     operator's list does not show it
 * @param wholeEvery how often the whole list is read of an operator that can be asked for what has
 *     changed
 * @param look how often accounts that are due are looked for
 */
public record ReadingConfig(Duration detailsAge, Duration wholeEvery, Duration look) {

  public static final ReadingConfig USUAL =
      new ReadingConfig(Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(30));
}
