// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What an operation answers with. */
public sealed interface Reply {

  /** A resource; {@code fields} of the request leaves of it what was asked for. */
  record One(int status, Object body, Map<String, String> headers) implements Reply {

    public One {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Some resources of a list.
   *
   * @param items from the offset asked for, at most as many as the limit asked for
   * @param total how many match
   */
  record Page(List<?> items, long total) implements Reply {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * A resource that is too large to be held: its attributes in their order, of which those that are
   * {@code Iterable} are walked while they are written. Stands as the body of a {@link One} or in a
   * {@link Page}.
   */
  record Lazy(Map<String, Object> attributes) {

    /** With these attributes alone. */
    Lazy retain(Set<String> names) {
      Map<String, Object> kept = new LinkedHashMap<>(attributes);
      kept.keySet().retainAll(names);
      return new Lazy(kept);
    }
  }

  /**
   * A resource in a {@link Page} that is read no sooner than it is written, so that a page of large
   * ones is not held as a whole. What is gone by then is left out.
   */
  record Later(Supplier<? extends Optional<?>> body) {}

  /** No body. */
  record Empty(int status) implements Reply {}

  static One ok(Object body) {
    return new One(200, body, Map.of());
  }

  static One created(Object body, String location) {
    return new One(201, body, Map.of("Location", location));
  }

  /** Something is going on; the resource at {@code location} tells how far it is. */
  static One accepted(Object body, String location) {
    return new One(202, body, Map.of("Location", location));
  }

  static Page page(List<?> items, long total) {
    return new Page(items, total);
  }

  /** The page asked for, of a list that is small enough to be at hand as a whole. */
  static Page of(List<?> all, ListQuery query) {
    int from = (int) Math.min(query.offset(), all.size());
    int to = (int) Math.min(all.size(), from + (long) query.limit());
    return new Page(all.subList(from, to), all.size());
  }

  static Empty noContent() {
    return new Empty(204);
  }
}
