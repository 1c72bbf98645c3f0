// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageSource;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.Outcome;
import org.simplane.operator.OutgoingMessage;
import org.simplane.simulator.control.Fault;

/** Messages to devices and from them. */
@Covers(Feature.MESSAGING)
public interface MessagingContract extends OperatorContract {

  @Test
  @Simulated
  default void deliversAMessageOnceTheDeviceIsThere() throws OperatorException {
    String id = submitted(text("Zähler 7: melden"));
    assertThat(found(id).state()).isEqualTo(MessageState.BUFFERED);
    simulator().onAir(Fleet.ACTIVE, true);
    account().pass(Duration.ofMinutes(1));
    OperatorMessage message = found(id);
    assertThat(message.state()).isEqualTo(MessageState.DELIVERED);
    assertThat(message.finalAt()).isPresent();
    assertThat(message.fromDevice()).isFalse();
    assertThat(message.content().payload()).isEqualTo("Zähler 7: melden");
  }

  @Test
  @Simulated
  default void keepsOctetsAndTheirHeader() throws OperatorException {
    MessageContent octets = new MessageContent(MessageCoding.EIGHT_BIT, "DEADBEEF", "050003CC0201");
    OperatorMessage message = found(submitted(octets));
    assertThat(message.content()).isEqualTo(octets);
    assertThat(message.part())
        .hasValueSatisfying(part -> {
          assertThat(part.reference()).isEqualTo(0xCC);
          assertThat(part.number()).isEqualTo(1);
          assertThat(part.total()).isEqualTo(2);
        });
  }

  @Test
  @Simulated
  default void takesBackAMessageThatIsNotDelivered() throws OperatorException {
    String id = submitted(text("Never mind"));
    assertThat(messaging().cancel(ref(Fleet.ACTIVE), id))
        .isEqualTo(new Outcome.Done<>(MessageState.CANCELLED));
    assertThat(found(id).state()).isEqualTo(MessageState.CANCELLED);
  }

  @Test
  @Simulated
  default void saysThatAMessageWasFasterThanItsCancellation() throws OperatorException {
    simulator().onAir(Fleet.ACTIVE, true);
    String id = submitted(text("Too late"));
    account().pass(Duration.ofMinutes(1));
    assertThat(found(id).state()).isEqualTo(MessageState.DELIVERED);
    assertThat(messaging().cancel(ref(Fleet.ACTIVE), id))
        .isEqualTo(new Outcome.Done<>(MessageState.DELIVERED));
  }

  @Test
  @Simulated
  default void letsAMessageExpire() throws OperatorException {
    String id = submitted(text("Only today"));
    account().pass(Duration.ofHours(2));
    assertThat(found(id).state()).isEqualTo(MessageState.EXPIRED);
  }

  @Test
  @Simulated
  default void listsWhatCameAndWentNewestFirst() throws OperatorException {
    String id = submitted(text("Hello"));
    account().pass(Duration.ofSeconds(2));
    simulator().sends(Fleet.ACTIVE, "T=21.5");
    List<OperatorMessage> messages =
        messaging().list(ref(Fleet.ACTIVE), Optional.empty()).messages();
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst().fromDevice()).isTrue();
    assertThat(messages.getFirst().content().payload()).isEqualTo("T=21.5");
    assertThat(messages.getLast().id()).isEqualTo(id);
  }

  /** What is asked for after a lost answer: it is in the list, so it is not sent again. */
  @Test
  @Simulated
  default void reportsALostSubmissionAsUnknownAndShowsItInTheList() throws OperatorException {
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(submit(text("Lost?"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(messaging().list(ref(Fleet.ACTIVE), Optional.empty()).messages())
        .extracting(message -> message.content().payload())
        .containsExactly("Lost?");
  }

  @Test
  @Simulated
  default void saysWhatWasSurelyNotSent() {
    simulator().failNext(Fault.THROTTLED);
    assertThat(submit(text("Later")))
        .isInstanceOfSatisfying(
            Outcome.NotSent.class, notSent -> assertThat(notSent.cause().retryAfter()).isPresent());
  }

  @Test
  @Simulated
  default void goesOnWithANewTokenAndSendsOnce() throws OperatorException {
    operator().check();
    simulator().failNext(Fault.EXPIRED_TOKEN);
    assertThat(submit(text("Once"))).isInstanceOf(Outcome.Done.class);
    assertThat(messaging().list(ref(Fleet.ACTIVE), Optional.empty()).messages()).hasSize(1);
  }

  @Test
  default void knowsNoMessageThatWasNeverSent() throws OperatorException {
    assertThat(messaging().find(ref(Fleet.ACTIVE), "999999999")).isEmpty();
  }

  @Test
  @Simulated
  default void refusesAMessageForASimThatIsNone() {
    OutgoingMessage message =
        new OutgoingMessage(
            "1", source(), text("Ghost"), simulator().clock().instant().plusSeconds(60));
    assertThat(messaging().submit(ref(Fleet.MISSING), message)).isInstanceOf(Outcome.Refused.class);
    OperatorException e =
        catchThrowableOfType(
            OperatorException.class, () -> messaging().list(ref(Fleet.MISSING), Optional.empty()));
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  private Messaging messaging() {
    return operator().messaging().orElseThrow();
  }

  private OperatorMessage found(String id) throws OperatorException {
    return messaging().find(ref(Fleet.ACTIVE), id).orElseThrow();
  }

  private Outcome<String> submit(MessageContent content) {
    return messaging()
        .submit(
            ref(Fleet.ACTIVE),
            new OutgoingMessage(
                "1", source(), content, simulator().clock().instant().plus(Duration.ofHours(1))));
  }

  private String submitted(MessageContent content) {
    if (submit(content) instanceof Outcome.Done<String> done) {
      return done.value();
    }
    throw new AssertionError("Not taken");
  }

  private static MessageSource source() {
    return new MessageSource("8822858", MessageSource.Kind.NATIONAL);
  }

  private static MessageContent text(String text) {
    return new MessageContent(MessageCoding.GSM_7, text, "");
  }
}
