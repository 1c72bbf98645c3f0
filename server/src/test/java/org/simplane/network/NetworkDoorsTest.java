// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Transaction;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisation;
import org.simplane.connectivity.MovedPresences;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.ValueChange;
import org.simplane.lifecycle.Restriction;
import org.simplane.notification.Outbox;
import org.simplane.operator.Imei;
import org.simplane.operator.Service;
import org.simplane.operator.Status;

final class NetworkDoorsTest {

  private static final Imei FIRST = new Imei("0099990000000101");
  private static final Imei SECOND = new Imei("0099990100000101");

  @AutoClose private final NetworkHouse house = new NetworkHouse(SubscriberRegister.NONE);

  private final Instant now = house.clock.instant().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void keepsAnEventOnceHoweverOftenItIsSent() throws IOException {
    house.add(house.account, 1, 2, Status.ACTIVE);
    String lines =
        event("a", 1, "ATTACH", FIRST)
            + event("b", 2, "ATTACH", FIRST)
            + event("a", 1, "ATTACH", FIRST);
    assertThat(events(lines)).isEqualTo(new Report(2, 1, 0, List.of()));
    assertThat(events(lines)).isEqualTo(new Report(0, 3, 0, List.of()));
    assertThat(kinds(1)).containsExactly("ATTACH");
  }

  @Test
  void rejectsABadLineWithItsNumberAndTakesTheOthers() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    String future = now.plus(Duration.ofHours(1)).toString();
    String past = now.minus(Duration.ofDays(91)).toString();
    String lines =
        event("a", 1, "ATTACH", FIRST)
            + "not json\n"
            + "[1]\n"
            + "{\"id\":\"c\",\"at\":\"yesterday\",\"kind\":\"ATTACH\",\"iccid\":\"%s\"}%n"
                .formatted(NetworkHouse.iccid(1))
            + "{\"id\":\"d\",\"at\":\"%s\",\"kind\":\"ATTACH\",\"iccid\":\"%s\"}%n"
                .formatted(future, NetworkHouse.iccid(1))
            + "{\"id\":\"e\",\"at\":\"%s\",\"kind\":\"ATTACH\",\"iccid\":\"%s\"}%n"
                .formatted(past, NetworkHouse.iccid(1))
            + "{\"id\":\"f\",\"at\":\"%s\",\"kind\":\"ATTACH\"}%n".formatted(now)
            + event("g", 777, "ATTACH", FIRST)
            + event("h", 1, "at work", FIRST)
            + "{\"id\":\"i\",\"at\":\"%s\",\"kind\":\"ATTACH\",\"imsi\":\"%s\"}%n"
                .formatted(now, NetworkHouse.imsi(1))
            + "x".repeat(70_000)
            + "\n\n"
            + event("j", 1, "DETACH", FIRST);
    Report report = events(lines);
    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.rejects().stream().map(Report.Reject::line).sorted())
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 11L);
    assertThat(report.rejected()).isEqualTo(9);
    assertThat(kinds(1)).containsExactlyInAnyOrder("ATTACH", "ATTACH", "DETACH");
  }

  @Test
  void takesManyLinesInSeveralTransactions() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    String lines =
        IntStream.range(0, 2_500)
            .mapToObj(number -> event("n" + number, 1, "LOCATION_UPDATE", FIRST))
            .collect(Collectors.joining());
    assertThat(events(lines).accepted()).isEqualTo(2_500);
  }

  @Test
  void knowsNoSimOutOfTheSendersScope() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    house.add(house.account(house.tenant.id(), "nce"), 2, 1, Status.ACTIVE);
    Organisation stranger = house.organisations.root("Stranger");
    Report strange =
        house.events.take(house.caller(stranger), stream(event("a", 1, "ATTACH", FIRST)));
    assertThat(strange.rejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.reason()).contains("No SIM"));
    assertThat(events(event("b", 2, "ATTACH", FIRST)).rejected())
        .as("another operator's SIM")
        .isEqualTo(1);
    Organisation child =
        house.organisations.create(
            house.caller(house.tenant),
            new NewOrganisation(Optional.empty(), "Child", Optional.empty()));
    Caller readOnly =
        new Caller(
            Caller.Kind.CLIENT,
            1,
            "reader",
            house.organisations.scopeOf(child.id()),
            Set.of(),
            "test");
    assertThatThrownBy(() -> house.events.take(readOnly, stream("")))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void followsTheDeviceThatASimIsIn() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    events(event("a", 1, "ATTACH", FIRST));
    assertThat(house.find(1).identity().imei()).contains(FIRST);
    Outbox.Position before = last();
    events(event("b", 1, "ATTACH", FIRST) + event("c", 1, "IMEI_CHANGE", SECOND));
    assertThat(house.find(1).identity().imei()).contains(SECOND);
    assertThat(told(before)).containsExactly("subscription.imei-changed");
    events(event("d", 1, "ATTACH", new Imei(SECOND.core())));
    assertThat(house.find(1).identity().imei())
        .as("the same device, written otherwise")
        .contains(SECOND);
  }

  @Test
  void barsALockedSimInAnyDeviceButTheFirst() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    house.start();
    lock(true);
    events(event("a", 1, "ATTACH", FIRST));
    assertThat(house.find(1).lockedImei()).contains(FIRST);
    assertThat(barred()).isEmpty();

    events(event("b", 1, "ATTACH", SECOND));
    assertThat(barred()).containsExactlyInAnyOrder(Service.DATA, Service.SMS);
    assertThat(told(Outbox.Position.START))
        .contains("subscription.imei-locked", "subscription.imei-lock-violated");
    events(event("c", 1, "ATTACH", FIRST));
    assertThat(barred()).as("back in its own device").isEmpty();

    events(event("d", 1, "ATTACH", SECOND));
    assertThat(barred()).isNotEmpty();
    lock(false);
    await().until(() -> barred().isEmpty());
  }

  @Test
  void storesALateEventForTheOrganisationThatHadTheSimThen() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    Organisation below =
        house.organisations.create(
            house.caller(house.tenant),
            new NewOrganisation(Optional.of(house.tenant.id()), "Below", Optional.empty()));
    long sim = house.find(1).id();
    house.database.useTransaction(transaction ->
        house.subscriptions.move(
            transaction, house.caller(house.tenant), List.of(sim), below.id()));
    events(event("late", 1, "ATTACH", FIRST));
    assertThat(owners(sim)).containsExactly(house.tenant.id());
  }

  @Test
  void aTransferAndANewDeviceOfTheSameSimDoNotBlockEachOther() throws Exception {
    house.add(house.account, 1, 1, Status.ACTIVE);
    events(event("first", 1, "ATTACH", FIRST));
    long sim = house.find(1).id();
    Organisation below =
        house.organisations.create(
            house.caller(house.tenant),
            new NewOrganisation(Optional.empty(), "Taker", Optional.empty()));
    try (ExecutorService network = Executors.newSingleThreadExecutor()) {
      Future<Report> told =
          house.database.inTransaction(transaction -> {
            List<Subscription> moved =
                house.subscriptions.move(
                    transaction, house.caller(house.tenant), List.of(sim), below.id());
            Future<Report> begun =
                network.submit(() -> events(event("second", 1, "LOCATION_UPDATE", SECOND)));
            await().until(() -> isAnyoneWaiting(transaction));
            new MovedPresences().moved(transaction, moved);
            return begun;
          });
      assertThat(told.get().accepted()).isEqualTo(1);
    }
    assertThat(house.find(1).identity().imei()).contains(SECOND);
  }

  private static boolean isAnyoneWaiting(Transaction transaction) {
    return transaction
        .handle()
        .createQuery("select exists (select from pg_locks where not granted)")
        .mapTo(Boolean.class)
        .one();
  }

  private List<Long> owners(long sim) {
    return house.database.read(handle ->
        handle
            .createQuery(
                "select organisation_id from network_event where subscription_id = :sim and kind = 'ATTACH'")
            .bind("sim", sim)
            .mapTo(Long.class)
            .list());
  }

  @Test
  void keepsMessagesAsTheyCame() throws IOException {
    house.add(house.account, 1, 1, Status.ACTIVE);
    String line =
        "{\"id\":\"m1\",\"at\":\"%s\",\"iccid\":\"%s\",\"from\":\"882901\",\"to\":\"7001\",\"text\":\"Grüße 🙂\"}%n"
            .formatted(now, NetworkHouse.iccid(1));
    String empty =
        "{\"id\":\"m2\",\"at\":\"%s\",\"iccid\":\"%s\"}%n".formatted(now, NetworkHouse.iccid(1));
    Report report = house.doors.take(house.caller(house.tenant), stream(line + empty + line));
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.rejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.line()).isEqualTo(2));
    String text =
        house.database.read(handle ->
            handle
                .createQuery("select payload from message where direction = 'MO'")
                .mapTo(String.class)
                .one());
    assertThat(text).isEqualTo("Grüße 🙂");
  }

  private Set<Service> barred() {
    Subscription sim = house.find(1);
    return house
        .restrictions
        .of(house.scope(), List.of(sim.id()))
        .getOrDefault(sim.id(), Set.of())
        .stream()
        .map(Restriction::service)
        .collect(Collectors.toSet());
  }

  private void lock(boolean locked) {
    long id = house.find(1).id();
    house.database.useTransaction(transaction ->
        house.subscriptions.applyValues(
            transaction, List.of(new ValueChange.ToImeiLock(id, locked, Optional.empty()))));
  }

  private Outbox.Position last() {
    List<Outbox.StoredEvent> events =
        house.outbox.read(house.scope(), Outbox.Position.START, Optional.empty(), 1_000);
    return events.isEmpty() ? Outbox.Position.START : events.getLast().position();
  }

  private List<String> told(Outbox.Position after) {
    return house.outbox.read(house.scope(), after, Optional.empty(), 1_000).stream()
        .map(Outbox.StoredEvent::kind)
        .toList();
  }

  private List<String> kinds(int number) {
    long id = house.find(number).id();
    return house.database.read(handle ->
        handle
            .createQuery(
                "select kind from network_event where subscription_id = :id and at >= :from order by at, event_id")
            .bind("id", id)
            .bind("from", now.minus(Duration.ofDays(1)))
            .mapTo(String.class)
            .list());
  }

  private Report events(String lines) throws IOException {
    return house.events.take(house.caller(house.tenant), stream(lines));
  }

  private String event(String id, int number, String kind, Imei imei) {
    return "{\"id\":\"%s\",\"at\":\"%s\",\"kind\":\"%s\",\"iccid\":\"%s\",\"imei\":\"%s\",\"plmn\":\"262-96\",\"rat\":\"EUTRAN\",\"cell_id\":7}%n"
        .formatted(id, now, kind, NetworkHouse.iccid(number), imei);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
