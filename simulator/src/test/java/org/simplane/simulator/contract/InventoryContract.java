// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.Inventory;
import org.simplane.operator.Inventory.ChangedList;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.control.Fault;

/** Finding and listing; every adapter has this. */
@Covers(Feature.INVENTORY)
public interface InventoryContract extends FailureContract {

  @Test
  @Simulated
  default void findsEverySimOfTheFleetAsItIs() throws OperatorException {
    for (FleetSim sim : Fleet.ALL) {
      Sim found = inventory().find(ref(sim)).orElseThrow();
      assertThat(found.operatorStatus()).isNotBlank();
      assertThat(found).isEqualTo(simulator().expected(sim, found.operatorStatus()));
      assertThat(partsOf(found)).isEqualTo(inventory().parts());
    }
  }

  private static Set<Inventory.Part> partsOf(Sim sim) {
    Set<Inventory.Part> parts = EnumSet.noneOf(Inventory.Part.class);
    sim.iccid().ifPresent(_ -> parts.add(Inventory.Part.SIM_CARD));
    sim.details().terminal().ifPresent(_ -> parts.add(Inventory.Part.TERMINAL));
    sim.details().dataConnectivity().ifPresent(_ -> parts.add(Inventory.Part.DATA_CONNECTIVITY));
    return parts;
  }

  @Test
  default void findsASimByItsReference() throws OperatorException {
    assertThat(inventory().find(ref(Fleet.ACTIVE)))
        .hasValueSatisfying(sim -> assertThat(sim.ref()).isEqualTo(ref(Fleet.ACTIVE)));
  }

  @Test
  default void findsNothingWhereNothingIs() throws OperatorException {
    assertThat(inventory().find(ref(Fleet.MISSING))).isEmpty();
  }

  /** Keys come from stored data, which an import may have filled with anything. */
  @Test
  default void findsNothingForAKeyThatIsNone() throws OperatorException {
    assertThat(inventory().find(new SubscriptionRef("../../oauth/token?x=ü#", "none"))).isEmpty();
  }

  @Test
  default void listsAllPagesWithoutLossOrRepeat() throws OperatorException {
    List<Sim> listed = all();
    Set<SubscriptionRef> refs = new HashSet<>();
    listed.forEach(sim -> assertThat(refs.add(sim.ref())).as("listed twice: %s", sim).isTrue());
    assertThat(refs).contains(ref(Fleet.ACTIVE));
    Optional<Long> total = inventory().list(Optional.empty()).total();
    total.ifPresent(count -> assertThat(refs).hasSize(count.intValue()));
  }

  @Test
  @Simulated
  default void listsTheFleetAsItIs() throws OperatorException {
    List<Sim> listed = all();
    assertThat(listed).hasSize(simulator().size());
    for (FleetSim sim : Fleet.ALL) {
      Sim found = inventory().find(ref(sim)).orElseThrow();
      if (inventory().listsWhole()) {
        assertThat(listed).contains(found);
      } else {
        assertThat(listed)
            .extracting(Sim::ref, Sim::status, Sim::operatorStatus)
            .contains(tuple(found.ref(), found.status(), found.operatorStatus()));
      }
    }
  }

  /** So that a synchronisation need not read a whole account each time. */
  @Test
  @Simulated
  default void listsWhatHasChangedSinceATime() throws OperatorException {
    Optional<ChangedList> changed = inventory().changedList();
    if (changed.isPresent()) {
      simulator().pass(Duration.ofHours(2));
      Instant since = simulator().clock().instant().minus(Duration.ofHours(1));
      assertThat(changed.get().list(since, Optional.empty()).sims()).isEmpty();
      simulator().put(Fleet.ACTIVE, Status.SUSPENDED);
      SimPage page = changed.get().list(since, Optional.empty());
      assertThat(page.sims()).extracting(Sim::ref).containsExactly(ref(Fleet.ACTIVE));
      assertThat(page.sims()).extracting(Sim::status).containsExactly(Status.SUSPENDED);
      assertThat(page.next()).isEmpty();
    }
  }

  /**
   * A synchronisation that was interrupted goes on from the page it kept, maybe on another node.
   */
  @Test
  default void goesOnFromAPageItWasGivenBefore() throws OperatorException {
    Optional<String> next = inventory().list(Optional.empty()).next();
    if (next.isPresent()) {
      List<Sim> before = inventory().list(next).sims();
      try (var another = account().open()) {
        assertThat(another.inventory().list(next).sims())
            .extracting(Sim::ref)
            .containsExactlyElementsOf(before.stream().map(Sim::ref).toList());
      }
    }
  }

  @Test
  @Simulated
  default void keepsTheWordOfAStateThatItDoesNotKnow() throws OperatorException {
    simulator().failNext(Fault.UNKNOWN_STATE_WORD);
    Sim sim = inventory().find(ref(Fleet.ACTIVE)).orElseThrow();
    assertThat(sim.status()).isEqualTo(Status.UNKNOWN);
    assertThat(sim.operatorStatus()).isEqualTo("Hibernating");
  }

  @Test
  @Simulated
  default void passesOverAFieldThatItDoesNotKnow() throws OperatorException {
    Optional<Sim> plain = inventory().find(ref(Fleet.ACTIVE));
    simulator().failNext(Fault.EXTRA_FIELD);
    assertThat(inventory().find(ref(Fleet.ACTIVE))).isEqualTo(plain);
  }

  private Inventory inventory() {
    return operator().inventory();
  }

  private List<Sim> all() throws OperatorException {
    List<Sim> sims = new ArrayList<>();
    SimPage page = inventory().list(Optional.empty());
    sims.addAll(page.sims());
    while (page.next().isPresent()) {
      page = inventory().list(page.next());
      sims.addAll(page.sims());
    }
    return sims;
  }
}
