// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;

/**
 * Changes one field of SIMs. One SIM goes by {@code PUT}, several by one bulk {@code POST}, which
 * halves the calls. Neither answer says that the change took effect (clients poll after both), so
 * both are pending until a read shows the value. A list that is refused as a whole is sent again
 * SIM by SIM: the refusal does not say whom it is for, and setting the same value again does no
 * harm.
 */
class NceChanges<T> implements Changes<T> {

  /** Not documented: assumed from the page size of the list. */
  private static final int LARGEST_LIST = 100;

  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration LAST_LOOKS = Duration.ofMinutes(1);

  /** How long a change may stay unseen before nobody counts on it any more; assumed. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final NceClient client;
  private final NceInventory inventory;
  private final NceField<T> field;
  private final Clock clock;

  NceChanges(NceClient client, NceInventory inventory, NceField<T> field, Clock clock) {
    this.client = client;
    this.inventory = inventory;
    this.field = field;
    this.clock = clock;
  }

  @Override
  public int maximumBatch() {
    return LARGEST_LIST;
  }

  @Override
  public List<Outcome<T>> change(List<Change<T>> changes) {
    List<Map<String, Object>> updates = new ArrayList<>();
    changes.forEach(change -> update(change).ifPresent(updates::add));
    if (changes.size() > 1 && updates.size() == changes.size()) {
      Outcome<Boolean> answer = client.change("POST", "/v1/sims", updates);
      if (!(answer instanceof Outcome.Refused<Boolean>)) {
        return changes.stream().map(change -> outcome(answer, change)).toList();
      }
    }
    return changes.stream().map(this::changeOne).toList();
  }

  /** Reads the SIM: the request id says what to look for, so nothing has to be remembered. */
  @Override
  public Outcome<T> follow(String requestId) {
    String[] parts = requestId.split(" ", 3);
    if (parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
      return new Outcome.Refused<>(
          new OperatorException(Kind.NOT_FOUND, "Not a request to 1NCE: " + requestId));
    }
    Instant asked = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    Duration age = Duration.between(asked, clock.instant());
    try {
      Optional<Sim> sim = inventory.find(new SubscriptionRef(parts[0], parts[0]));
      if (sim.isEmpty()) {
        return new Outcome.Refused<>(
            new OperatorException(Kind.NOT_FOUND, "1NCE no longer knows the SIM " + parts[0]));
      }
      if (field.read().apply(sim.get()).equals(parts[2])) {
        return new Outcome.Done<>(field.parse().apply(parts[2]));
      }
    } catch (OperatorException e) {
      // The read failed, not the change: look again.
      return new Outcome.Pending<>(requestId, e.retryAfter().orElse(nextLook(age)));
    }
    if (age.compareTo(PATIENCE) < 0) {
      return new Outcome.Pending<>(requestId, nextLook(age));
    }
    return new Outcome.Unknown<>(
        new OperatorException(
            Kind.TIMEOUT, "1NCE took the request and has not carried it out in " + PATIENCE));
  }

  private Outcome<T> changeOne(Change<T> change) {
    Optional<Map<String, Object>> update = update(change);
    if (update.isEmpty()) {
      return new Outcome.Refused<>(
          new OperatorException(Kind.REJECTED, "1NCE cannot be asked for " + change.target()));
    }
    String iccid = change.subscription().operatorKey();
    return outcome(
        client.change("PUT", "/v1/sims/" + RestClient.encoded(iccid), update.get()), change);
  }

  /** The field alone: what is left out stays as it is (contract section 5, SimUpdate). */
  private Optional<Map<String, Object>> update(Change<T> change) {
    return field
        .write()
        .apply(change.target())
        .map(value -> {
          Map<String, Object> update = new LinkedHashMap<>();
          update.put("iccid", change.subscription().operatorKey());
          update.put(field.name(), value);
          return update;
        });
  }

  private Outcome<T> outcome(Outcome<Boolean> answer, Change<T> change) {
    return answer.then(_ -> new Outcome.Pending<>(requestId(change), FIRST_LOOK));
  }

  private String requestId(Change<T> change) {
    return change.subscription().operatorKey()
        + " "
        + clock.instant().getEpochSecond()
        + " "
        + field.write().apply(change.target()).map(String::valueOf).orElse("");
  }

  /** Half as long again as it has taken so far, within a second and a minute. */
  private static Duration nextLook(Duration age) {
    Duration half = age.dividedBy(2);
    if (half.compareTo(FIRST_LOOK) < 0) {
      return FIRST_LOOK;
    }
    return half.compareTo(LAST_LOOKS) > 0 ? LAST_LOOKS : half;
  }
}
