// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ObjectNode;

/** The paths, fields and words of one simulated platform. */
public interface Wire {

  /** Names it in control paths and in the ledger, such as {@code airlinq}. */
  String name();

  /** Behind host and port; empty for none. */
  String basePath();

  /** Whether the request asks for a token. */
  boolean isLogIn(Request request);

  /** Answers a log-in. */
  Answer logIn(Request request, Tokens tokens);

  boolean isAuthentic(Request request, Tokens tokens);

  /** Carries a request out; its credentials are good. */
  Answer answer(Request request, Records records);

  /** An error in the platform's own form. */
  Answer error(int status, String message);

  /** The subscription with a number of the first population, from 1; reproducible. */
  ObjectNode first(int number);

  /** The key of a subscription, by which paths name it. */
  String key(ObjectNode subscription);

  /** A subscription that is put where there is none. */
  ObjectNode blank(String key);

  /** Replaces the platform's status words in an answer by one that nobody knows. */
  void hibernate(ObjectNode object);
}
