// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param next to be given as {@code cursor} for the next page; absent at the end
 */
record ListWire<T>(List<T> items, Optional<String> next) {

  static <F, T> ListWire<T> of(List<F> items, OptionalLong next, Ids ids, Function<F, T> wire) {
    return new ListWire<>(
        items.stream().map(wire).toList(),
        next.isPresent()
            ? Optional.of(ids.show(Ids.Kind.CURSOR, next.getAsLong()))
            : Optional.empty());
  }
}
