// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.access.NewUser;
import org.simplane.access.Organisation;
import org.simplane.access.Role;
import org.simplane.account.NewAccount;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;
import org.simplane.catalog.Purchase;
import org.simplane.catalog.SupportRequests;
import org.simplane.inventory.Subscription;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.messaging.NewMessage;
import org.simplane.notification.NewWebhook;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;

/** One of everything that has an id, in one organisation. */
final class Samples {

  static final String ICCID = "8999902000000000";

  private final V1House house;
  private final Organisation organisation;
  final long account;
  final List<Subscription> sims;
  private final Map<Ids.Kind, Long> numbers = new EnumMap<>(Ids.Kind.class);

  Samples(V1House house, Organisation organisation, String series) {
    this.house = house;
    this.organisation = organisation;
    Caller system = house.system(organisation);
    account =
        house
            .features
            .accounts()
            .add(
                system,
                new NewAccount(
                    organisation.id(),
                    "paper",
                    "Paper " + series,
                    Map.of("password", "right"),
                    ZoneId.of("UTC"),
                    Optional.empty(),
                    Optional.empty()),
                false)
            .id();
    sims = List.of(sim(series + "0"), sim(series + "1"), sim(series + "2"));
    long user =
        house
            .features
            .users()
            .create(
                system,
                new NewUser(
                    Optional.empty(),
                    "user." + series,
                    "correct horse battery",
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(Role.READ_ONLY),
                    Set.of(V1.DIALECT),
                    true))
            .id();
    long job =
        house
            .features
            .lifecycle()
            .request(
                system,
                ChangeRequest.of(
                    "Sample",
                    Target.one(
                        sims.getFirst().id(),
                        new Wish.ToStatus(StatusTarget.of(Status.SUSPENDED)))))
            .id();
    long product =
        house
            .features
            .catalog()
            .products()
            .create(
                system,
                new ProductDraft(
                    organisation.id(),
                    Product.Kind.SIM,
                    "Sample " + series,
                    "card",
                    1,
                    1,
                    10,
                    OptionalInt.empty(),
                    0,
                    new Price("EUR", 100, 121),
                    Optional.empty(),
                    new Grant(0, 0, 0),
                    OptionalLong.empty(),
                    true),
                false)
            .id();
    numbers.put(Ids.Kind.PRODUCT, product);
    numbers.put(
        Ids.Kind.ORDER,
        house
            .features
            .catalog()
            .orders()
            .place(
                system,
                new Purchase.OfSims(
                    List.of(new Purchase.Wanted(product, 1)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                false)
            .id());
    numbers.put(
        Ids.Kind.SUPPORT,
        house
            .features
            .catalog()
            .support()
            .open(system, new SupportRequests.Wanted("a@example.org", "A", "S", "T"), false)
            .id());
    numbers.put(
        Ids.Kind.MESSAGE,
        house.features.messages().send(system, sims.getLast(), NewMessage.text("Sample")));
    numbers.put(Ids.Kind.ORGANISATION, organisation.id());
    numbers.put(Ids.Kind.ACCOUNT, account);
    numbers.put(Ids.Kind.SIM, sims.getLast().id());
    numbers.put(Ids.Kind.USER, user);
    numbers.put(Ids.Kind.JOB, job);
    numbers.put(
        Ids.Kind.FEED,
        house.features.feeds().add(system, "feed-" + series, Duration.ofDays(90)).id());
    numbers.put(
        Ids.Kind.WEBHOOK,
        house
            .features
            .webhooks()
            .create(
                system,
                new NewWebhook(
                    Optional.empty(),
                    "hook " + series,
                    URI.create("http://127.0.0.1:9/"),
                    Set.of("no.such"),
                    false,
                    "standard",
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                false)
            .webhook()
            .id());
    numbers.put(
        Ids.Kind.CLIENT, house.client(organisation, Role.READ_ONLY, V1.DIALECT).client().id());
  }

  String id(Ids.Kind kind) {
    return house.ids().show(kind, numbers.get(kind));
  }

  private Subscription sim(String tail) {
    Caller system = house.system(organisation);
    Sim sim =
        new Sim(
            new SubscriptionRef("key-" + tail, ICCID + tail),
            Status.ACTIVE,
            "active",
            Optional.empty(),
            Optional.of(Iccid.of(ICCID + tail)),
            Optional.of(Imsi.of("99999" + tail)),
            Optional.of(Msisdn.of("88228" + tail)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Sample " + tail),
            Optional.empty(),
            Optional.of(Instant.parse("2026-01-02T03:04:05Z")));
    house.database.useTransaction(transaction ->
        house
            .features
            .subscriptions()
            .upsertFromOperator(
                transaction, organisation.id(), account, List.of(sim), Instant.now(house.clock)));
    return house
        .features
        .subscriptions()
        .find(system.scope(), Iccid.of(ICCID + tail))
        .orElseThrow();
  }
}
