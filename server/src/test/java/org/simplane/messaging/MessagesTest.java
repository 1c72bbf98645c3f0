// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.inventory.Subscription;
import org.simplane.notification.DeliveryListener.Delivered;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;
import org.simplane.operator.OperatorException;

@Timeout(60)
final class MessagesTest {

  @AutoClose private final MessagingHouse house = new MessagingHouse(Clock.systemUTC());
  private final PaperNetwork network = new PaperNetwork();
  @AutoClose private final Messages messages = house.messages(network);

  private Subscription onAir(int number) {
    network.onAir.add(MessagingHouse.imsi(number));
    return house.sim(number);
  }

  private long send(Subscription sim, String text) {
    return messages.send(house.caller(), sim.id(), NewMessage.text(text));
  }

  private Message find(long id) {
    return messages.find(house.scope(), id).orElseThrow();
  }

  private void reaches(long id, MessageStatus status) {
    await().untilAsserted(() -> assertThat(find(id).status()).isEqualTo(status));
  }

  @Test
  void aMessageIsDeliveredCountedAndToldOfOnce() {
    Subscription sim = onAir(1);
    house.quota(sim, 10);
    messages.start();
    long id = send(sim, "Grüße");
    reaches(id, MessageStatus.DELIVERED);
    assertThat(network.delivered.get(id + ".1").content())
        .isEqualTo(new MessageContent(MessageCoding.GSM_7, "Grüße", ""));
    assertThat(house.used(sim)).isEqualTo(1);
    assertThat(house.told("sms.status"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.body().path("message").asLong(0)).isEqualTo(id);
          assertThat(event.body().path("status").asString("")).isEqualTo("DELIVERED");
        });
    assertThat(house.one("select count(*) from usage_record where bearer = 3 and direction = 2"))
        .isEqualTo(1);
    assertThat(find(id).finalAt()).isPresent();
    assertThat(find(id).sentBy()).isEqualTo("somebody");
  }

  @Test
  void aLongTextCountsAsManyMessagesAsItTakes() {
    Subscription sim = onAir(1);
    house.quota(sim, 10);
    messages.start();
    long id = send(sim, "x".repeat(400));
    reaches(id, MessageStatus.DELIVERED);
    assertThat(house.used(sim)).isEqualTo(3);
    assertThat(network.delivered).containsKeys(id + ".1", id + ".2", id + ".3");
    assertThat(house.told("sms.status")).hasSize(1);
  }

  @Test
  void aDeviceOffTheAirGetsItsMessagesWhenItAttaches() {
    Subscription sim = house.sim(1);
    messages.start();
    long first = send(sim, "one");
    long second = send(sim, "two");
    await().until(() -> find(second).error().isPresent() && find(first).error().isPresent());
    assertThat(find(first).status()).isEqualTo(MessageStatus.BUFFERED);
    assertThat(find(first).error()).contains("Off the air");
    assertThat(find(first).nextAttemptAt()).isPresent();
    assertThat(house.one("select count(*) from usage_record")).isZero();

    network.onAir.add(MessagingHouse.imsi(1));
    house.attach(messages, sim);
    reaches(first, MessageStatus.DELIVERED);
    reaches(second, MessageStatus.DELIVERED);
  }

  @Test
  void anAttachInMidDeliveryIsNotMissed() throws InterruptedException {
    Subscription sim = house.sim(1);
    CountDownLatch inDelivery = new CountDownLatch(1);
    CountDownLatch attached = new CountDownLatch(1);
    PaperNetwork slow = new PaperNetwork();
    slow.inDelivery =
        () -> {
          inDelivery.countDown();
          try {
            attached.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    // The network looks at the device after the attach was told, and still says absent once.
    ShortMessageLink late =
        submissions -> {
          boolean first = slow.handed.isEmpty();
          List<ShortMessageLink.Answer> answers = slow.submit(submissions);
          if (first) {
            slow.onAir.add(MessagingHouse.imsi(1));
          }
          return answers;
        };
    try (Messages busy = house.messages(late)) {
      busy.start();
      long id = busy.send(house.caller(), sim.id(), NewMessage.text("soon"));
      inDelivery.await();
      house.attach(busy, sim);
      attached.countDown();
      reaches(id, MessageStatus.DELIVERED);
    }
  }

  @Test
  void whatIsNotDeliveredInItsTimeExpiresAndCountsNothing() {
    Subscription sim = house.sim(1);
    house.quota(sim, 10);
    messages.start();
    Instant soon = house.now().plusSeconds(1);
    long id =
        messages.send(
            house.caller(),
            sim.id(),
            new NewMessage(
                NewMessage.source("7001"),
                new MessageContent(MessageCoding.GSM_7, "soon gone", ""),
                Optional.of(soon)));
    reaches(id, MessageStatus.EXPIRED);
    assertThat(house.used(sim)).isZero();
    assertThat(house.told("sms.status")).hasSize(1);
  }

  @Test
  void whatTheNetworkRefusesFails() {
    Subscription sim = house.sim(1);
    network.refused.add(MessagingHouse.imsi(1));
    messages.start();
    long id = send(sim, "hello");
    reaches(id, MessageStatus.FAILED);
    assertThat(find(id).error()).contains("No such card");
  }

  @Test
  void aBufferedMessageIsCancelledAndADeliveredOneIsNot() {
    Subscription sim = house.sim(1);
    messages.start();
    long id = send(sim, "never mind");
    await().until(() -> find(id).attempts() > 0);
    assertThat(messages.cancel(house.caller(), id).status()).isEqualTo(MessageStatus.CANCELLED);
    network.onAir.add(MessagingHouse.imsi(1));
    house.attach(messages, sim);
    long delivered = send(sim, "hello");
    reaches(delivered, MessageStatus.DELIVERED);
    assertThat(network.delivered).doesNotContainKey(id + ".1");
    assertThatThrownBy(() -> messages.cancel(house.caller(), delivered))
        .isInstanceOfSatisfying(
            FailureException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Conflict.class));
    assertThat(find(delivered).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void cancellationAndDeliveryNeverBothWin() {
    List<Subscription> sims = house.sims(house.account, 1, 40);
    sims.forEach(sim -> network.onAir.add(sim.operatorKey()));
    messages.start();
    int cancelled = 0;
    for (Subscription sim : sims) {
      long id = send(sim, "race");
      try {
        messages.cancel(house.caller(), id);
        cancelled++;
        assertThat(network.delivered).doesNotContainKey(id + ".1");
      } catch (FailureException tooLate) {
        reaches(id, MessageStatus.DELIVERED);
      }
    }
    await().until(() -> house.told("sms.status").size() == sims.size());
    assertThat(network.delivered).hasSize(sims.size() - cancelled);
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNothingIsDeliveredOrCountedTwice() {
    Subscription sim = onAir(1);
    house.quota(sim, 10);
    network.losesAnswers = true;
    messages.start();
    long id = send(sim, "once");
    await().until(() -> network.delivered.size() == 1 && network.handed.size() > 1);
    assertThat(find(id).status()).isEqualTo(MessageStatus.BUFFERED);
    assertThatThrownBy(() -> messages.cancel(house.caller(), id))
        .isInstanceOf(FailureException.class);
    network.losesAnswers = false;
    reaches(id, MessageStatus.DELIVERED);
    assertThat(network.delivered).hasSize(1);
    assertThat(house.used(sim)).isEqualTo(1);
  }

  @Test
  void aNetworkThatIsDownLosesNothing() {
    Subscription sim = onAir(1);
    network.broken = OperatorException.Kind.UNREACHABLE;
    messages.start();
    long id = send(sim, "later");
    await().until(() -> find(id).attempts() > 0);
    network.broken = null;
    reaches(id, MessageStatus.DELIVERED);
  }

  @Test
  void aBarredSimIsSentNothing() {
    Subscription sim = onAir(1);
    house.bar(sim, true);
    assertThatThrownBy(() -> send(sim, "no"))
        .isInstanceOfSatisfying(
            FailureException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Conflict.class));
    assertThat(messages.count(house.scope(), MessageQuery.of(sim.id(), Instant.EPOCH))).isZero();
  }

  @Test
  void aUsedUpQuotaEndsDeliveryAndRefusesMore() {
    Subscription sim = house.sim(1);
    house.quota(sim, 2);
    List<Long> ids =
        IntStream.range(0, 5).mapToObj(number -> send(sim, "message " + number)).toList();
    network.onAir.add(MessagingHouse.imsi(1));
    messages.start();
    reaches(ids.get(1), MessageStatus.DELIVERED);
    await().until(() -> house.used(sim) == 2);
    assertThatThrownBy(() -> send(sim, "one more")).isInstanceOf(FailureException.class);
    assertThat(network.delivered).hasSize(2);
    assertThat(find(ids.get(4)).status()).isEqualTo(MessageStatus.BUFFERED);
  }

  @Test
  void theMonthsLimitIsAskedOnceForEachMessageAndGivenBackForWhatWasNotDelivered() {
    Subscription sim = house.sim(1);
    AtomicInteger taken = new AtomicInteger();
    MessageGate gate =
        new MessageGate() {
          @Override
          public void takeMt(Transaction transaction, long organisation, int count) {
            if (taken.get() + count > 3) {
              throw new FailureException(
                  new Failure.Conflict("Traffic limit of 3 SMS per month exceeded"));
            }
            taken.addAndGet(count);
          }

          @Override
          public void giveBackMt(Transaction transaction, long organisation, int count) {
            taken.addAndGet(-count);
          }

          @Override
          public boolean takesMo(Transaction transaction, long organisation, int count) {
            return count <= 1;
          }
        };
    try (Messages limited = house.messages(network, gate, Duration.ofSeconds(60))) {
      long id = limited.send(house.caller(), sim.id(), NewMessage.text("y".repeat(161)));
      limited.send(house.caller(), sim.id(), NewMessage.text("third"));
      assertThatThrownBy(() -> limited.send(house.caller(), sim.id(), NewMessage.text("fourth")))
          .hasMessageContaining("Traffic limit of 3 SMS");
      limited.cancel(house.caller(), id);
      assertThat(taken).hasValue(1);
    }
  }

  @Test
  void aDevicesMessageIsKeptCountedAndToldOfOnceHoweverOftenItComes() {
    Subscription sim = house.sim(1);
    house.quota(sim, 10);
    ReceivedMessage part =
        new ReceivedMessage(
            "m1",
            sim.id(),
            house.now().minusSeconds(5),
            new MessageContent(MessageCoding.UCS_2, "Grüße 🙂", "050003070201"),
            "882900000001",
            "7001",
            Optional.empty());
    assertThat(messages.receive(house.scope(), List.of(part)).fresh()).containsExactly("m1");
    assertThat(messages.receive(house.scope(), List.of(part)).fresh()).isEmpty();
    assertThat(house.used(sim)).isEqualTo(1);
    Message kept =
        messages
            .list(house.scope(), MessageQuery.of(sim.id(), Instant.EPOCH), OptionalLong.empty(), 10)
            .getFirst();
    assertThat(kept.part()).contains(new MessagePart(7, 1, 2));
    assertThat(kept.status()).isEqualTo(MessageStatus.BUFFERED);
    assertThat(house.told("sms.received"))
        .singleElement()
        .satisfies(
            event -> assertThat(event.body().path("payload").asString("")).isEqualTo("Grüße 🙂"));
    List<Delivered> taken =
        house.told("sms.received").stream()
            .map(event -> new Delivered(1, "easyconnect.callback", event))
            .toList();
    house.database.useTransaction(
        transaction -> new Forwarding(house.clock).acknowledged(transaction, taken));
    assertThat(find(kept.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void aStrangersMessageIsUnknown() {
    Subscription sim = house.sim(1);
    long id = send(sim, "mine");
    Scope stranger = Scope.of(house.organisations.root("Stranger").id());
    assertThat(messages.find(stranger, id)).isEmpty();
    assertThat(
            messages
                .receive(
                    stranger,
                    List.of(
                        new ReceivedMessage(
                            "x",
                            sim.id(),
                            house.now(),
                            new MessageContent(MessageCoding.GSM_7, "x", ""),
                            "",
                            "",
                            Optional.empty())))
                .fresh())
        .isEmpty();
  }

  @Test
  void manySendersAtOnceEachGetTheirOwnAnswer() throws InterruptedException {
    List<Subscription> sims = house.sims(house.account, 1, 50);
    sims.forEach(sim -> network.onAir.add(sim.operatorKey()));
    house.bar(sims.get(7), true);
    messages.start();
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<Thread> senders =
        sims.stream()
            .map(sim ->
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        send(sim, "hello " + sim.id());
                        accepted.incrementAndGet();
                      } catch (FailureException e) {
                        refused.incrementAndGet();
                      }
                    }))
            .toList();
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(accepted).hasValue(49);
    assertThat(refused).hasValue(1);
    await().until(() -> network.delivered.size() == 49);
  }
}
