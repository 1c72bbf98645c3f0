// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.util.Map;
import java.util.Optional;

/**
 * A request as a platform sees it.
 *
 * @param query decoded; of a repeated parameter the first
 * @param headers names in lower case; of a repeated header the first
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  public Request {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Empty when absent or blank: clients send {@code q=&sort=} for "not given". */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
  }
}
