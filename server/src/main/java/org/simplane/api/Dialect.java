// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;

/** One API as the HTTP server carries it. Dialects know nothing of each other. */
public interface Dialect {

  /** As settings and entitlements write it, such as {@code easyconnect}. */
  String name();

  /** What the paths of its routes begin with, such as {@code /management-api}. */
  List<String> paths();

  /** Adds its routes, with one that answers what it does not serve below its paths. */
  void mount(RoutesConfig routes);

  /** An error in the dialect's form, for a request that never reaches its routes. */
  ErrorBody error(int status, String message, String path);

  /** What is at the root of the dialect's own host name; empty when it has none. */
  default Optional<FrontPage> frontPage() {
    return Optional.empty();
  }

  /**
   * Answers {@code GET /} of requests for one host.
   *
   * @param host in lower case, without a port
   */
  record FrontPage(String host, Handler handler) {}

  /** What is sent with an error's status. */
  record ErrorBody(String contentType, String content) {}

  default boolean owns(String path) {
    return paths().stream().anyMatch(start -> path.equals(start) || path.startsWith(start + "/"));
  }
}
