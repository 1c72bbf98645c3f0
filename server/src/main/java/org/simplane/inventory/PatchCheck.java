// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;

/** What a patch may hold, and what becomes of a subscription by it. */
final class PatchCheck {

  static final int MAX_TAGS = 50;
  static final int MAX_ATTRIBUTES = 50;
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 255;

  private PatchCheck() {}

  static void check(SubscriptionPatch patch) {
    List<Failure.Invalid.Problem> problems = new ArrayList<>();
    patch
        .fields()
        .forEach((field, value) -> {
          if (!field.isCustomers()) {
            problems.add(new Failure.Invalid.Problem(field.column(), "is kept by the operator"));
          } else if (value.isPresent()) {
            try {
              field.normal(value.get());
            } catch (IllegalArgumentException e) {
              problems.add(new Failure.Invalid.Problem(field.column(), message(e)));
            }
          }
        });
    patch
        .tags()
        .ifPresent(tags ->
            tagsProblem(tags)
                .ifPresent(problem -> problems.add(new Failure.Invalid.Problem("tags", problem))));
    patch
        .attributes()
        .forEach((name, value) ->
            attributeProblem(name, value.orElse(""))
                .ifPresent(
                    problem -> problems.add(new Failure.Invalid.Problem("attributes", problem))));
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }

  static Subscription apply(Subscription before, SubscriptionPatch patch, Instant now) {
    Draft draft = Draft.of(before);
    patch
        .fields()
        .forEach((field, value) ->
            draft.set(field, value.map(field::normal).filter(v -> !v.isEmpty()).orElse(null)));
    patch.tags().ifPresent(draft::tags);
    for (Map.Entry<String, Optional<String>> attribute : patch.attributes().entrySet()) {
      draft.attribute(attribute.getKey(), attribute.getValue().orElse(null));
    }
    if (draft.attributes().size() > MAX_ATTRIBUTES) {
      throw new FailureException(
          Failure.Invalid.field("attributes", "At most " + MAX_ATTRIBUTES + " are kept"));
    }
    return draft.build(before, now);
  }

  static Optional<String> tagsProblem(List<String> tags) {
    if (tags.size() > MAX_TAGS) {
      return Optional.of("At most " + MAX_TAGS + " tags are kept");
    }
    return tags.stream()
        .filter(tag ->
            tag.isBlank()
                || tag.length() > MAX_NAME
                || tag.contains(Draft.LIST_SEPARATOR)
                || hasControls(tag))
        .findFirst()
        .map(tag ->
            "A tag has 1 to "
                + MAX_NAME
                + " characters, no semicolon and no control characters: '"
                + tag
                + "'");
  }

  static Optional<String> attributeProblem(String name, String value) {
    if (name.isBlank() || name.length() > MAX_NAME || hasControls(name)) {
      return Optional.of(
          "A name has 1 to " + MAX_NAME + " characters and no control characters: '" + name + "'");
    }
    if (value.length() > MAX_VALUE || hasControls(value)) {
      return Optional.of(
          "'" + name + "' has more than " + MAX_VALUE + " characters, or control characters");
    }
    return Optional.empty();
  }

  static String message(IllegalArgumentException e) {
    String message = e.getMessage();
    return message == null ? "Cannot be understood" : message;
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ');
  }
}
