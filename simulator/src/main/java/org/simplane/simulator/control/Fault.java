// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

/** What can be made to go wrong at a simulated platform. */
public enum Fault {
  /** The port is closed: no connection comes about. Lasts until the platform is healed or reset. */
  REFUSE_CONNECTION,
  /** The request is taken and dropped; no answer. */
  TIMEOUT_BEFORE_EFFECT,
  /** The request is carried out; no answer. */
  TIMEOUT_AFTER_EFFECT,
  /** The request is carried out; the answer comes after the fault's delay. */
  SLOW,
  /**
   * The request is taken and nothing ever comes of it, while the connection stays: for the fault's
   * delay, or where that is zero until the platform is healed or reset.
   */
  HANG,
  /** The request is carried out; half of the answer's body comes, and then as {@code HANG}. */
  HALF_ANSWER,
  /**
   * The request is carried out; by its {@code X-RateLimit} headers the answer leaves one more call
   * for the fault's delay, in whole seconds.
   */
  FEW_CALLS_LEFT,
  /** Too many requests (429), to be repeated after the fault's delay. */
  THROTTLED,
  /** The platform fails by its own account (500); nothing is carried out. */
  SERVER_ERROR,
  /** The request is carried out; the body of the answer breaks off in the middle. */
  BROKEN_BODY,
  /** Every token given out so far is no longer good. */
  EXPIRED_TOKEN,
  /** The answer shows a status word that no document knows. */
  UNKNOWN_STATE_WORD,
  /** The answer shows a field that no document knows. */
  EXTRA_FIELD
}
