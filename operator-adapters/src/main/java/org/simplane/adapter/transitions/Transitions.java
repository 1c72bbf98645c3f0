// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.transitions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * The default table. The seed's own matrix has lost its columns, so each tick was given to the
 * backend that has the words for it; docs/decisions/080 tells how. An account's owner may set other
 * transitions.
 */
public final class Transitions {

  private static final List<Transition> ALL = read();

  private Transitions() {}

  /** What a backend takes; empty for a backend without status changes. */
  public static Map<StatusTarget, Set<StatusTarget>> of(String backend) {
    Map<StatusTarget, Set<StatusTarget>> found = new HashMap<>();
    for (Transition transition : ALL) {
      if (transition.backend().equals(backend)) {
        found
            .computeIfAbsent(StatusTarget.of(transition.from()), _ -> new HashSet<>())
            .add(StatusTarget.of(transition.to()));
      }
    }
    return found.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }

  private static List<Transition> read() {
    try (InputStream in = Transitions.class.getResourceAsStream("transitions.csv")) {
      if (in == null) {
        throw new IllegalStateException("transitions.csv is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(Transitions::transition)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Transition transition(String line) {
    String[] cells = line.split(",", 5);
    return new Transition(
        cells[0],
        Status.valueOf(cells[1]),
        Status.valueOf(cells[2]),
        Transition.Certainty.valueOf(cells[3]),
        cells[4].replaceAll("^\"|\"$", ""));
  }
}
