// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a platform answers.
 *
 * @param body empty for none
 * @param effects what the request changed, for the ledger
 */
public record Answer(int status, Map<String, String> headers, String body, List<Effect> effects) {

  public Answer {
    headers = Map.copyOf(headers);
    effects = List.copyOf(effects);
  }

  public static Answer of(int status, Map<String, String> headers, String body) {
    return new Answer(status, headers, body, List.of());
  }

  /** With further headers. */
  public Answer withHeaders(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, body, effects);
  }

  public Answer withBody(String changed) {
    return new Answer(status, headers, changed, effects);
  }
}
