// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;

/**
 * Changes a field of a device by {@code PUT /devices/{iccid}}. 200 says that it is done; 202 that
 * it will be, which a read shows.
 */
class JasperChanges<T> implements Changes<T> {

  private static final Duration LOOK = Duration.ofSeconds(5);

  /** How long a change may stay unseen before nobody counts on it any more; assumed. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** In which a change that was taken has taken effect, as a rule; assumed. */
  private static final Duration SETTLING = Duration.ofSeconds(30);

  /**
   * What is changed.
   *
   * @param write the field and its value; empty for what Control Center cannot be asked for
   * @param text the target as part of a request id, and {@code parse} back
   * @param holds whether a SIM as it was read has the value
   */
  record Form<T>(
      Function<T, Optional<Map<String, String>>> write,
      Function<T, String> text,
      Function<String, T> parse,
      Holds<T> holds) {}

  /** Compares a SIM with a wish. */
  @FunctionalInterface
  interface Holds<T> {
    boolean test(Sim sim, T target);
  }

  private final JasperClient client;
  private final JasperInventory inventory;
  private final Form<T> form;
  private final Clock clock;

  JasperChanges(JasperClient client, JasperInventory inventory, Form<T> form, Clock clock) {
    this.client = client;
    this.inventory = inventory;
    this.form = form;
    this.clock = clock;
  }

  /** There is no batch call. */
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
    Optional<Map<String, String>> body = form.write().apply(change.target());
    if (body.isEmpty()) {
      return new Outcome.Refused<>(
          new OperatorException(
              Kind.REJECTED, "Control Center cannot be asked for " + change.target()));
    }
    String iccid = change.subscription().operatorKey();
    return client
        .change("PUT", "/devices/" + RestClient.encoded(iccid), body.get())
        .then(response -> taken(change, response));
  }

  private Outcome<T> taken(Change<T> change, HttpResponse<byte[]> response) {
    if (response.statusCode() != 202) {
      return new Outcome.Done<>(change.target());
    }
    String request =
        change.subscription().operatorKey()
            + " "
            + clock.instant().getEpochSecond()
            + " "
            + form.text().apply(change.target());
    return new Outcome.Pending<>(request, LOOK);
  }

  /** Of the few that are only taken (202), and whose 202 is lost. */
  @Override
  public Duration settling() {
    return SETTLING;
  }

  @Override
  public Outcome<T> follow(String requestId) {
    String[] parts = requestId.split(" ", 3);
    if (parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
      return new Outcome.Refused<>(
          new OperatorException(Kind.NOT_FOUND, "Not a request to Control Center: " + requestId));
    }
    T target = form.parse().apply(parts[2]);
    try {
      Optional<Sim> sim = inventory.find(new SubscriptionRef(parts[0], parts[0]));
      if (sim.isEmpty()) {
        return new Outcome.Refused<>(
            new OperatorException(
                Kind.NOT_FOUND, "Control Center no longer knows the device " + parts[0]));
      }
      if (form.holds().test(sim.get(), target)) {
        return new Outcome.Done<>(target);
      }
    } catch (OperatorException e) {
      // The read failed, not the change: look again.
      return new Outcome.Pending<>(requestId, e.retryAfter().orElse(LOOK));
    }
    Instant asked = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    if (Duration.between(asked, clock.instant()).compareTo(PATIENCE) < 0) {
      return new Outcome.Pending<>(requestId, LOOK);
    }
    return new Outcome.Unknown<>(
        new OperatorException(
            Kind.TIMEOUT, "Control Center has not carried the request out in " + PATIENCE));
  }
}
