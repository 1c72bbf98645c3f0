// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.MessageState;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Push;
import org.simplane.operator.PushReceiver;
import org.simplane.operator.Status;

/** What the operator tells of its own accord. */
@Covers(Feature.PUSHES)
public interface PushContract extends OperatorContract {

  @Test
  @Simulated
  default void readsAMessageOfADevice() throws IOException {
    try (Callback callback = Callback.open()) {
      simulator().pushTo(Optional.of(callback.url()));
      simulator().sends(Fleet.ACTIVE, "T=21.5 °C");
      OperatorEvent.MessageReceived received =
          awaited(callback, OperatorEvent.MessageReceived.class);
      assertThat(received.sender()).isEqualTo(ref(Fleet.ACTIVE));
      assertThat(received.message().fromDevice()).isTrue();
      assertThat(received.message().content().payload()).isEqualTo("T=21.5 °C");
    }
  }

  @Test
  @Simulated
  default void readsTheEndOfAMessageToADevice() throws IOException, OperatorException {
    simulator().onAir(Fleet.ACTIVE, true);
    try (Callback callback = Callback.open()) {
      simulator().pushTo(Optional.of(callback.url()));
      String id = simulator().submits(Fleet.ACTIVE, "Hello");
      account().pass(Duration.ofMinutes(1));
      OperatorEvent.DeliveryReport report = awaited(callback, OperatorEvent.DeliveryReport.class);
      assertThat(report.messageId()).isEqualTo(id);
      assertThat(report.receiver()).isEqualTo(ref(Fleet.ACTIVE));
      assertThat(report.state()).isEqualTo(MessageState.DELIVERED);
    }
  }

  @Test
  @Simulated
  default void readsThatAStatusChanged() throws IOException, OperatorException {
    try (Callback callback = Callback.open()) {
      simulator().pushTo(Optional.of(callback.url()));
      simulator().look();
      simulator().put(Fleet.ACTIVE, Status.SUSPENDED);
      OperatorEvent.StatusChanged changed = awaited(callback, OperatorEvent.StatusChanged.class);
      assertThat(changed.changed()).isEqualTo(ref(Fleet.ACTIVE));
      assertThat(changed.status()).isEqualTo(Status.SUSPENDED);
      if (operator().eventReports().isPresent()) {
        assertThat(
                operator()
                    .eventReports()
                    .get()
                    .events(ref(Fleet.ACTIVE), Fleet.NOW.minusSeconds(60)))
            .as("the list tells the same event")
            .extracting(OperatorEvent::key)
            .contains(changed.key());
      }
    }
  }

  @Test
  default void keepsWhatItDoesNotKnow() throws OperatorException {
    String odd = "{\"moon\":\"full\"}";
    assertThat(receiver().read(push("POST", odd)))
        .singleElement()
        .isInstanceOfSatisfying(
            OperatorEvent.Unrecognised.class, kept -> assertThat(kept.body()).isEqualTo(odd));
  }

  @Test
  default void givesTheSameKeyToTheSameEvent() throws OperatorException {
    String odd = "{\"moon\":\"new\"}";
    assertThat(receiver().read(push("POST", odd)).getFirst().key())
        .isEqualTo(receiver().read(push("POST", odd)).getFirst().key());
  }

  @Test
  default void refusesWhatIsNotOfTheOperatorsForm() {
    assertThatThrownBy(() -> receiver().read(push("POST", "{\"half")))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED_REPLY));
  }

  private PushReceiver receiver() {
    return operator().pushes().orElseThrow();
  }

  private static Push push(String method, String body) {
    return new Push(
        method,
        "",
        Map.of("Content-Type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private <T extends OperatorEvent> T awaited(Callback callback, Class<T> type) {
    List<T> found = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          for (Push push : callback.taken()) {
            assertThat(receiver().isAuthentic(push)).isTrue();
            receiver().read(push).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.subscription().equals(Optional.of(ref(Fleet.ACTIVE))))
                .forEach(found::add);
          }
          return !found.isEmpty();
        });
    return found.getFirst();
  }
}
