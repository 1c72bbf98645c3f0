// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.UUID;

/**
 * How operators are read.
 *
 * @param detailsAge how old what was read of one subscription by itself may become, where the
 *     operator's list does not show it
 * @param wholeEvery how often the whole list is read of an operator that can be asked for what has
 *     changed
 * @param look how often accounts that are due are looked for
 * @param node names what reads here, and is the same at each start: what it holds then, it held
 *     when it ended
 */
public record ReadingConfig(Duration detailsAge, Duration wholeEvery, Duration look, String node) {

  public static final ReadingConfig USUAL =
      new ReadingConfig(Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(30));

  /** Of a node that is not known again. */
  public ReadingConfig(Duration detailsAge, Duration wholeEvery, Duration look) {
    this(detailsAge, wholeEvery, look, UUID.randomUUID().toString());
  }

  /** Of a node that is not known again. */
  public ReadingConfig lookingEvery(Duration often) {
    return new ReadingConfig(detailsAge, wholeEvery, often);
  }

  public ReadingConfig on(String known) {
    return new ReadingConfig(detailsAge, wholeEvery, look, known);
  }
}
