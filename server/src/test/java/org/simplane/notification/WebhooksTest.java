// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.AuditQuery;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.notification.Receiver.Reply;

final class WebhooksTest {

  private static final Secrets SECRETS = Secrets.random();

  private static TestDatabase testDatabase;
  private static Database database;

  private final PassingClock clock = new PassingClock();
  private final Ears ears = new Ears();
  private final Audit audit = new Audit(database, clock);
  private final Organisations organisations = new Organisations(database, audit, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Organisation root = organisations.root("root");
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Webhooks webhooks = node("one " + System.nanoTime(), Duration.ofSeconds(10));

  @BeforeAll
  static void start() {
    testDatabase = TestDatabase.create();
    database = testDatabase.database();
  }

  @AfterAll
  static void stop() {
    testDatabase.close();
  }

  @BeforeEach
  void startNode() {
    webhooks.start();
  }

  @AfterEach
  void closeAll() throws Exception {
    webhooks.close();
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private Webhooks node(String name, Duration lease) {
    return new Webhooks(
        database,
        organisations,
        audit,
        outbox,
        new Listening(database),
        SECRETS,
        List.of(PlainFormat.SIGNED, PlainFormat.STREAM),
        List.of(ears),
        new WebhookConfig(
            name, true, Duration.ofSeconds(2), 8, Duration.ofDays(5), lease, Duration.ofDays(30)),
        clock);
  }

  @Test
  void whatHappensIsToldAtOnceAndSignedAsOthersCheckIt() throws WebhookVerificationException {
    Caller caller = tenant();
    Receiver receiver = receiver();
    IssuedWebhook made = create(caller, receiver, "sms.*");
    publish(caller, "sms.received", "a", "b");
    publish(caller, "other.kind", "c");

    await().untilAsserted(() -> assertThat(receiver.bodies()).containsExactlyInAnyOrder("a", "b"));
    Receiver.Got got = receiver.got.getFirst();
    new Webhook(made.secret().orElseThrow()).verify(got.body(), got.http());
    assertThatThrownBy(() -> new Webhook(made.secret().orElseThrow()).verify("x", got.http()))
        .isInstanceOf(WebhookVerificationException.class);
    await().untilAsserted(() -> assertThat(ears.acknowledged).contains("a", "b"));
    await().untilAsserted(() -> assertThat(standing(caller, made).delivered()).isEqualTo(2));
    assertThat(log(caller, made)).allMatch(one -> one.result().delivered()).hasSize(2);
  }

  @Test
  void bothSecretsSignWhileOneReplacesTheOther() throws WebhookVerificationException {
    Caller caller = tenant();
    Receiver receiver = receiver();
    IssuedWebhook made = create(caller, receiver, "*");
    IssuedWebhook rotated =
        webhooks.rotate(
            caller,
            made.webhook().id(),
            Optional.empty(),
            Duration.ofHours(1),
            OptionalLong.of(1),
            false);
    assertThat(rotated.secret()).isNotEqualTo(made.secret());
    await()
        .ignoreExceptions()
        .untilAsserted(() -> {
          publish(caller, "x.y", "n");
          assertThat(receiver.got.getLast().header("webhook-signature").split(" ")).hasSize(2);
        });
    Receiver.Got got = receiver.got.getLast();
    new Webhook(made.secret().orElseThrow()).verify(got.body(), got.http());
    new Webhook(rotated.secret().orElseThrow()).verify(got.body(), got.http());
  }

  @Test
  void anEventThatIsRefusedIsTriedAgainAndHoldsUpNoOther() {
    Caller caller = tenant();
    Receiver receiver = receiver();
    receiver.answer = got -> Reply.of(got.body().equals("bad") ? 500 : 200);
    IssuedWebhook made = create(caller, receiver, "*");
    publish(caller, "x.y", "good", "bad", "better");
    await().untilAsserted(() -> assertThat(receiver.bodies()).contains("good", "bad", "better"));
    await()
        .untilAsserted(
            () -> assertThat(log(caller, made)).anyMatch(one -> !one.result().delivered()));
    receiver.answer = _ -> Reply.of(200);
    String first = id(receiver, "bad");
    clock.advance(Duration.ofSeconds(6));
    await()
        .untilAsserted(() ->
            assertThat(receiver.got.stream().filter(got -> got.body().equals("bad"))).hasSize(2));
    assertThat(receiver.got)
        .filteredOn(got -> got.body().equals("bad"))
        .allMatch(got -> got.header("webhook-id").equals(first));
  }

  @Test
  void aDeadEndpointIsLeftAloneAndNothingIsLostWhenItComesBack() {
    Caller caller = tenant();
    Receiver dead = receiver();
    Receiver living = receiver();
    dead.answer = _ -> Reply.of(0);
    IssuedWebhook made = create(caller, dead, "*");
    create(caller, living, "*");
    List<String> names = IntStream.range(0, 300).mapToObj(i -> "n" + i).toList();
    publish(caller, "x.y", names.toArray(String[]::new));

    await().untilAsserted(() -> assertThat(living.got).hasSize(300));
    await().untilAsserted(() -> assertThat(standing(caller, made).tryAt()).isPresent());
    assertThat(dead.got).hasSizeLessThan(40);
    dead.answer = _ -> Reply.of(200);
    clock.advance(Duration.ofMinutes(6));
    await().untilAsserted(() -> assertThat(Set.copyOf(dead.bodies())).containsAll(names));
    clock.advance(Duration.ofSeconds(10));
    await()
        .untilAsserted(() ->
            assertThat(webhooks.find(caller.scope(), made.webhook().id()).orElseThrow().standing())
                .matches(standing -> standing.delivered() == 300)
                .matches(standing -> standing.failingSince().isEmpty()));
  }

  @Test
  void whatIsGivenUpIsADeadLetterAnEventAndCanBeRetried() {
    Caller caller = tenant();
    Receiver receiver = receiver();
    receiver.answer = _ -> new Reply(503, Map.of(), "closed for today");
    IssuedWebhook made = create(caller, receiver, "sms.*");
    publish(caller, "sms.received", "lost");
    await().untilAsserted(() -> assertThat(receiver.got).hasSize(1));
    await().untilAsserted(() -> assertThat(log(caller, made)).hasSize(1));
    assertThat(log(caller, made).getFirst().result().answer()).isEqualTo("closed for today");
    clock.advance(Duration.ofHours(25));
    await().untilAsserted(() -> assertThat(dead(caller, made)).hasSize(1));
    assertThat(dead(caller, made).getFirst().problem()).contains("It answered with status 503");
    assertThat(ears.givenUp).contains("lost");
    assertThat(outbox.read(caller.scope(), Outbox.Position.START, Optional.empty(), 100))
        .anyMatch(event -> event.kind().equals("webhook.given-up"));

    receiver.answer = _ -> Reply.of(200);
    assertThat(webhooks.log().retry(caller, made.webhook().id(), Optional.empty(), true))
        .isEqualTo(1);
    assertThat(webhooks.log().retry(caller, made.webhook().id(), Optional.empty(), false))
        .isEqualTo(1);
    await().untilAsserted(() -> assertThat(receiver.got.size()).isGreaterThan(2));
    await().untilAsserted(() -> assertThat(dead(caller, made)).isEmpty());
  }

  @Test
  void anEndpointThatTakesNothingForDaysHasFailedAndIsResumedWhereItStood() {
    Caller caller = tenant();
    Receiver receiver = receiver();
    receiver.answer = _ -> Reply.of(500);
    IssuedWebhook made = create(caller, receiver, "*");
    publish(caller, "x.y", "first");
    await().untilAsserted(() -> assertThat(receiver.got).hasSize(1));
    await().untilAsserted(() -> assertThat(standing(caller, made).failingSince()).isPresent());
    clock.advance(Duration.ofDays(6));
    publish(caller, "x.y", "second");
    await()
        .untilAsserted(() ->
            assertThat(webhooks.find(caller.scope(), made.webhook().id()).orElseThrow().state())
                .isEqualTo(WebhookState.FAILED));
    assertThat(outbox.read(caller.scope(), Outbox.Position.START, Optional.empty(), 100))
        .anyMatch(event -> event.kind().equals("webhook.failed"));
    assertThat(audit.read(caller.scope(), AuditQuery.latest(100)).items())
        .anyMatch(entry -> entry.action().equals("webhook.fail"));

    receiver.answer = _ -> Reply.of(200);
    publish(caller, "x.y", "third");
    webhooks.resume(caller, made.webhook().id(), OptionalLong.empty(), false);
    await().untilAsserted(() -> assertThat(receiver.bodies()).contains("third"));
  }

  @Test
  void whatHappensWhileItIsPausedIsToldAfterwards() {
    Caller caller = tenant();
    Receiver receiver = receiver();
    IssuedWebhook made = create(caller, receiver, "*");
    webhooks.pause(caller, made.webhook().id(), OptionalLong.empty(), false);
    publish(caller, "x.y", "missed");
    webhooks.resume(caller, made.webhook().id(), OptionalLong.empty(), false);
    await().untilAsserted(() -> assertThat(receiver.bodies()).containsExactly("missed"));
  }

  @Test
  void aRangeOfTimeIsToldOnceMoreUnderTheSameIds() {
    Caller caller = tenant();
    Receiver receiver = receiver();
    IssuedWebhook made = create(caller, receiver, "*");
    Instant before = clock.instant();
    publish(caller, "x.y", "once");
    await().untilAsserted(() -> assertThat(receiver.bodies()).contains("once"));
    clock.advance(Duration.ofMinutes(1));
    int count =
        webhooks
            .log()
            .replay(caller, made.webhook().id(), before, clock.instant(), Optional.empty(), false);
    assertThat(count).isEqualTo(1);
    await().untilAsserted(() -> assertThat(receiver.bodies()).containsExactly("once", "once"));
    assertThat(receiver.got.stream().map(got -> got.header("webhook-id")).distinct()).hasSize(1);
  }

  @Test
  void aStreamGoesInOrderAndIsHeldUpByWhatFails() {
    Caller caller = tenant();
    Receiver receiver = receiver();
    receiver.answer = _ -> Reply.of(500);
    IssuedWebhook made = webhooks.create(caller, wanted(receiver.url("/s"), "stream", "*"), false);
    publish(caller, "x.y", "1", "2", "3", "4", "5");
    await().untilAsserted(() -> assertThat(receiver.bodies()).containsExactly("1\n2\n3"));
    await().untilAsserted(() -> assertThat(standing(caller, made).tryAt()).isPresent());
    receiver.answer = _ -> Reply.of(200);
    clock.advance(Duration.ofSeconds(6));
    await()
        .untilAsserted(
            () -> assertThat(receiver.bodies()).containsExactly("1\n2\n3", "1\n2\n3", "4\n5"));
  }

  @Test
  void whatLiesBelowIsToldWhereItIsAskedForAndIsKnownToBeListenedTo() {
    Caller parent = tenant();
    long child =
        organisations
            .create(parent, new NewOrganisation(Optional.empty(), "child", Optional.empty()))
            .id();
    Receiver below = receiver();
    Receiver own = receiver();
    create(parent, own, "*");
    webhooks.create(
        parent,
        new NewWebhook(
            Optional.empty(),
            "below",
            below.url("/"),
            Set.of("a.*"),
            true,
            "plain",
            Map.of("X-Key", "k"),
            Optional.of(new NewWebhook.Basic("me", "secret")),
            Optional.empty(),
            Optional.empty()),
        false);
    publishIn(child, "a.b", "child's");
    await().untilAsserted(() -> assertThat(below.bodies()).containsExactly("child's"));
    assertThat(below.got.getFirst().header("X-Key")).isEqualTo("k");
    assertThat(below.got.getFirst().header("Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
    assertThat(own.got).isEmpty();
    Listening listening = new Listening(database);
    assertThat(listening.anyone(child, "a.b")).isTrue();
    assertThat(listening.anyone(child, "b.c")).isFalse();
    assertThat(listening.anyone(root.id(), "a.b")).isFalse();
  }

  private Caller tenant() {
    long id =
        organisations
            .create(
                Caller.system("test", organisations.scopeOf(root.id())),
                new NewOrganisation(
                    Optional.empty(), "tenant " + System.nanoTime(), Optional.empty()))
            .id();
    return Caller.system("test", Scope.of(id));
  }

  private Receiver receiver() {
    Receiver receiver = new Receiver();
    opened.add(receiver);
    return receiver;
  }

  private IssuedWebhook create(Caller caller, Receiver receiver, String kind) {
    return webhooks.create(caller, wanted(receiver.url("/hook"), "plain", kind), false);
  }

  private static NewWebhook wanted(URI url, String format, String kind) {
    return new NewWebhook(
        Optional.empty(),
        "test",
        url,
        Set.of(kind),
        false,
        format,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void publish(Caller caller, String kind, String... names) {
    publishIn(caller.scope().organisation(), kind, names);
  }

  private void publishIn(long organisation, String kind, String... names) {
    List<Outbox.Event> events = new ArrayList<>();
    for (String name : names) {
      events.add(new Outbox.Event(organisation, kind, "subscription", 1, name, Map.of()));
    }
    database.useTransaction(transaction -> outbox.publish(transaction, events));
  }

  private org.simplane.notification.Webhook.Standing standing(Caller caller, IssuedWebhook made) {
    return webhooks.find(caller.scope(), made.webhook().id()).orElseThrow().standing();
  }

  private List<Delivery> log(Caller caller, IssuedWebhook made) {
    return webhooks
        .log()
        .deliveries(
            caller.scope(), made.webhook().id(), Optional.empty(), OptionalLong.empty(), 100);
  }

  private List<DeadLetter> dead(Caller caller, IssuedWebhook made) {
    return webhooks
        .log()
        .deadLetters(caller.scope(), made.webhook().id(), OptionalLong.empty(), 100);
  }

  private static String id(Receiver receiver, String body) {
    return receiver.got.stream()
        .filter(got -> got.body().equals(body))
        .findFirst()
        .orElseThrow()
        .header("webhook-id");
  }
}
