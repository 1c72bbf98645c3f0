// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

/**
 * The wire of a simulated platform; {@link PlatformServer} puts sockets, faults and ledger around
 * it.
 */
public interface SimulatedPlatform {

  String name();

  /** Carries a request out. What it changed is on disk when it returns. */
  Answer answer(Request request);

  /** Whether the request asks for a token: such requests meet no fault unless its path is named. */
  boolean isLogIn(Request request);

  void expireTokens();

  /** An error answer in the platform's own form; nothing is carried out. */
  Answer refusal(int status, Request request);

  /**
   * The answer with {@link Fault#UNKNOWN_STATE_WORD} or {@link Fault#EXTRA_FIELD} worked into its
   * body.
   */
  Answer distort(Fault fault, Answer answer);
}
