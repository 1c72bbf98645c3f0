// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.transitions;

import org.simplane.operator.Status;

/**
 * One cell of the table.
 *
 * @param backend the name that the CMO API gives the platform, such as {@code TMSP}
 * @param why where it is from, and why this backend has it
 */
public record Transition(String backend, Status from, Status to, Certainty certainty, String why) {

  /** How surely a backend takes a change. */
  public enum Certainty {
    /** A tick of seeds/003 whose column is sure. */
    SEED,
    /** Said of this backend by another document. */
    DOCUMENTED,
    /** A tick of seeds/003 whose column is lost, given to the likeliest backend. */
    DOUBTFUL
  }
}
