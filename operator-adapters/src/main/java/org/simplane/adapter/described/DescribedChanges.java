// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import tools.jackson.databind.JsonNode;

/** Changes of one kind, one call each, at once or by a request that is followed. */
class DescribedChanges<T> implements Changes<T> {

  /**
   * How a change is put.
   *
   * @param body empty for what the operator cannot be asked for
   * @param write the target as text, and {@code parse} back: it is part of a request id
   */
  record Form<T>(
      String method,
      String path,
      @Nullable String request,
      Function<T, Optional<JsonNode>> body,
      Function<T, String> write,
      Function<String, T> parse) {}

  private final DescribedClient client;
  private final Form<T> form;
  private final Description.@Nullable Follow follow;
  private final Clock clock;

  DescribedChanges(
      DescribedClient client, Form<T> form, Description.@Nullable Follow follow, Clock clock) {
    this.client = client;
    this.form = form;
    this.follow = follow;
    this.clock = clock;
  }

  @Override
  public int maximumBatch() {
    return 1;
  }

  @Override
  public List<Outcome<T>> change(List<Change<T>> changes) {
    List<Outcome<T>> outcomes = new ArrayList<>(changes.size());
    changes.forEach(change -> outcomes.add(change(change)));
    return outcomes;
  }

  private Outcome<T> change(Change<T> change) {
    Optional<JsonNode> body = form.body().apply(change.target());
    if (body.isEmpty()) {
      return new Outcome.Refused<>(
          new OperatorException(
              Kind.REJECTED, "The operator cannot be asked for " + change.target()));
    }
    Map<String, String> values =
        Map.of(
            "key", change.subscription().operatorKey(),
            "item", String.valueOf(change.itemId()),
            "value", form.write().apply(change.target()));
    return client
        .change(form.method(), form.path(), body.get(), values)
        .then(answer -> taken(change.target(), answer));
  }

  private Outcome<T> taken(T target, Facts answer) {
    if (form.request() == null || follow == null) {
      return new Outcome.Done<>(target);
    }
    Optional<String> request = answer.text(form.request());
    if (request.isEmpty()) {
      return new Outcome.Unknown<>(
          new OperatorException(Kind.MALFORMED_REPLY, "The request was taken without an id"));
    }
    String id =
        clock.instant().getEpochSecond()
            + " "
            + request.get().replace(" ", "%20")
            + " "
            + form.write().apply(target);
    return new Outcome.Pending<>(id, Duration.ofSeconds(follow.askAgainSeconds()));
  }

  @Override
  public Duration settling() {
    return form.request() == null || follow == null ? Duration.ZERO : follow.settling();
  }

  @Override
  public Outcome<T> follow(String requestId) {
    String[] parts = requestId.split(" ", 3);
    if (follow == null || parts.length != 3 || !parts[0].matches("\\d{1,12}")) {
      return new Outcome.Refused<>(
          new OperatorException(Kind.NOT_FOUND, "Not a request to this operator: " + requestId));
    }
    Duration again = Duration.ofSeconds(follow.askAgainSeconds());
    String state;
    Facts answer;
    try {
      answer = client.get(follow.path(), Map.of("request", parts[1].replace("%20", " ")));
      state = answer.text(follow.state()).orElse("");
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new Outcome.Unknown<>(e);
      }
      // The look failed, not the change: look again.
      return new Outcome.Pending<>(requestId, e.retryAfter().orElse(again));
    }
    if (follow.done().stream().anyMatch(state::equalsIgnoreCase)) {
      return new Outcome.Done<>(form.parse().apply(parts[2]));
    }
    if (follow.refused().stream().anyMatch(state::equalsIgnoreCase)) {
      String why = answer.text(follow.message()).orElse("no reason given");
      return new Outcome.Refused<>(
          new OperatorException(Kind.REJECTED, "The operator refused the request: " + why));
    }
    Instant asked = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    Duration age = Duration.between(asked, clock.instant());
    return age.compareTo(Duration.ofSeconds(follow.patienceSeconds())) < 0
        ? new Outcome.Pending<>(requestId, again)
        : new Outcome.Unknown<>(
            new OperatorException(
                Kind.TIMEOUT, "The operator has not carried the request out in " + age));
  }
}
