// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import io.javalin.http.HandlerType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.simplane.Permission;

/**
 * One operation of this API.
 *
 * @param path below {@code /api/v1}
 * @param open needs no token
 * @param permission what the caller must hold, beyond being known
 * @param query the query parameters that are understood; others are refused by name
 * @param streams reads its body as it comes, rather than having it read into memory first; such a
 *     route takes no Idempotency-Key
 */
record Route(
    HandlerType method,
    String path,
    boolean open,
    Optional<Permission> permission,
    Set<String> query,
    boolean streams,
    Work work) {

  /** What is done. Failures are thrown. */
  @FunctionalInterface
  interface Work {
    Answer answer(Request request);
  }

  Route {
    query = Set.copyOf(query);
  }

  static Route get(String path, Permission permission, Work work) {
    return new Route(HandlerType.GET, path, false, Optional.of(permission), Set.of(), false, work);
  }

  static Route post(String path, Permission permission, Work work) {
    return write(HandlerType.POST, path, permission, work);
  }

  static Route put(String path, Permission permission, Work work) {
    return write(HandlerType.PUT, path, permission, work);
  }

  static Route patch(String path, Permission permission, Work work) {
    return write(HandlerType.PATCH, path, permission, work);
  }

  static Route delete(String path, Permission permission, Work work) {
    return write(HandlerType.DELETE, path, permission, work);
  }

  /** For anybody with a token. */
  static Route own(HandlerType method, String path, Work work) {
    return new Route(method, path, false, Optional.empty(), Set.of(), false, work);
  }

  /** For anybody. */
  static Route open(HandlerType method, String path, Work work) {
    return new Route(method, path, true, Optional.empty(), Set.of(), false, work);
  }

  /** With further query parameters. */
  Route taking(String... parameters) {
    Set<String> more = new HashSet<>(query);
    more.addAll(Set.of(parameters));
    return new Route(method, path, open, permission, more, streams, work);
  }

  /** With the query parameters of every list. */
  Route paged(String... parameters) {
    return taking("limit", "cursor").taking(parameters);
  }

  /** For uploads. */
  Route streaming() {
    return new Route(method, path, open, permission, query, true, work);
  }

  /** Whether it changes something, and so takes an Idempotency-Key. */
  boolean writes() {
    return !open && !streams && !method.equals(HandlerType.GET);
  }

  private static Route write(HandlerType method, String path, Permission permission, Work work) {
    return new Route(method, path, false, Optional.of(permission), Set.of("dryRun"), false, work);
  }
}
