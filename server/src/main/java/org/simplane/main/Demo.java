// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.access.ApiClient;
import org.simplane.access.ApiClients;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.NewUser;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.access.Role;
import org.simplane.access.User;
import org.simplane.access.UserPatch;
import org.simplane.access.Users;
import org.simplane.account.Accounts;
import org.simplane.account.NewAccount;
import org.simplane.account.Pushes;
import org.simplane.account.Synchroniser;
import org.simplane.api.operator.OperatorDialect;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.simplane.usage.Feeds;

/**
 * What a newcomer finds: a reseller with two customers, its users and API clients, the own network
 * and an account on every simulated operator, and the SIMs of the simulated fleet, some of them
 * with each customer. Every step looks first whether it was done, so a kill at any point does no
 * harm.
 */
final class Demo implements AutoCloseable {

  private static final String RESELLER = "Demo Reseller";
  private static final Set<String> CUSTOMERS = Set.of("Northwind Trackers", "Alder Metering");
  private static final String FEED = "own-network";
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int MOST = 1_000;

  /** The features that the demo is made of. */
  record Parts(
      Database database,
      Organisations organisations,
      Users users,
      ApiClients clients,
      Accounts accounts,
      Subscriptions subscriptions,
      Feeds feeds,
      Synchroniser synchroniser,
      Pushes pushes,
      DemoCatalogue catalogue) {

    static Parts of(Features features) {
      return new Parts(
          features.database,
          features.organisations,
          features.users,
          features.clients,
          features.accounts,
          features.subscriptions,
          features.feeds,
          features.synchroniser,
          features.pushes,
          new DemoCatalogue(
              features.database, features.catalog.products(), features.subscriptions));
    }
  }

  /** A client by the dialect that it is for. */
  private enum Client {
    EASYCONNECT("easyconnect", "Demo Easy Connect", Role.API_ACCESS),
    V1("v1", "Demo API", Role.PORTAL_ADMINISTRATOR),
    CMO("cmo", "Demo CMO", Role.API_ACCESS),
    TMF("tmf", "Demo TM Forum", Role.API_ACCESS),
    NETWORK("network", "Demo network", Role.FLEET_MANAGER);

    private final String dialect;
    private final String title;
    private final Role role;

    Client(String dialect, String title, Role role) {
      this.dialect = dialect;
      this.title = title;
      this.role = role;
    }
  }

  private final Parts parts;
  private final DemoFile file;
  private final URI simulator;
  private final Terminal terminal;
  private @Nullable Thread delivery;
  private @Nullable Thread operators;

  /**
   * @param data where {@code demo.json} is kept
   * @param simulator its register and delivery file; the simulated 1NCE is on the next port, and
   *     the control, which tells of the other operators, on the one after
   */
  Demo(Parts parts, Path data, URI simulator, Terminal terminal) {
    this.parts = parts;
    this.file = new DemoFile(data.resolve("demo.json"));
    this.simulator = simulator;
    this.terminal = terminal;
  }

  /**
   * Makes everything but the SIMs, and writes down the credentials; then the SIMs come in by
   * themselves.
   */
  void start(URI url) {
    Organisation reseller = parts.organisations().root(RESELLER);
    List<Long> customers = customers(caller(reseller));
    long stock = stock(caller(reseller));
    Caller caller = caller(reseller);
    parts.catalogue().offer(caller, stock);
    long own = account(caller, "own", "Own network", Map.of());
    long nce =
        account(
            caller,
            "nce",
            "Simulated 1NCE",
            Map.of(
                "url",
                next(1, "/management-api").toString(),
                "username",
                "simulator",
                "password",
                "simulated"));
    parts.synchroniser().look();
    if (parts.feeds().named(caller.scope(), FEED).isEmpty()) {
      var _ = parts.feeds().add(caller, FEED, Feeds.DEFAULT_ACCEPTANCE);
    }
    file.write(
        url,
        reseller.tenant(),
        clients(caller),
        users(caller),
        Map.of("nce", url + OperatorDialect.ROOT + pushKey(caller, nce)));
    DemoDelivery cards = new DemoDelivery(simulator, parts.subscriptions(), terminal);
    delivery =
        Thread.ofVirtual().name("demo").start(() -> bring(cards, caller, own, customers, stock));
    DemoOperators others = new DemoOperators(next(2, "/control"), terminal);
    operators =
        Thread.ofVirtual()
            .name("demo-operators")
            .start(() -> others.add(known -> add(caller, known)));
  }

  private void add(Caller caller, List<DemoOperators.Known> all) {
    for (DemoOperators.Known known : all) {
      account(caller, known.platform(), known.title(), known.settings());
    }
    parts.synchroniser().look();
  }

  private String pushKey(Caller caller, long account) {
    return parts
        .pushes()
        .address(caller, account)
        .orElseGet(() -> parts.pushes().rotate(caller, account))
        .key();
  }

  /** In whose scope are the organisations that there are by now. */
  private Caller caller(Organisation reseller) {
    return Caller.system("demo", parts.organisations().scopeOf(reseller.id()));
  }

  private void bring(
      DemoDelivery cards, Caller caller, long account, List<Long> customers, long stock) {
    DemoSpread spread = new DemoSpread(parts.database(), parts.subscriptions());
    try {
      cards.bring(caller, account);
      spread.over(caller, account, customers);
      parts.catalogue().fill(caller, account, stock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      terminal.problem(
          "Demo: the SIMs did not come in (" + e.getMessage() + "); the next start tries again");
    }
  }

  private long stock(Caller caller) {
    return parts
        .organisations()
        .page(caller.scope(), Optional.empty(), OptionalLong.empty(), MOST)
        .items()
        .stream()
        .filter(found -> found.name().equals(DemoCatalogue.STOCK))
        .findFirst()
        .orElseGet(() ->
            parts
                .organisations()
                .create(
                    caller,
                    new NewOrganisation(Optional.empty(), DemoCatalogue.STOCK, Optional.empty())))
        .id();
  }

  /** Their ids, in the order of their names. */
  private List<Long> customers(Caller caller) {
    List<Organisation> known =
        parts
            .organisations()
            .page(caller.scope(), Optional.empty(), OptionalLong.empty(), MOST)
            .items();
    return CUSTOMERS.stream().sorted().map(name -> customer(caller, known, name)).toList();
  }

  private long customer(Caller caller, List<Organisation> known, String name) {
    return known.stream()
        .filter(organisation -> organisation.name().equals(name))
        .findFirst()
        .orElseGet(() ->
            parts
                .organisations()
                .create(caller, new NewOrganisation(Optional.empty(), name, Optional.empty())))
        .id();
  }

  private long account(Caller caller, String platform, String name, Map<String, String> settings) {
    return parts.accounts().page(caller.scope(), OptionalLong.empty(), MOST).accounts().stream()
        .filter(account -> account.platform().equals(platform) && account.name().equals(name))
        .findFirst()
        .orElseGet(() ->
            parts
                .accounts()
                .add(
                    caller,
                    new NewAccount(
                        caller.scope().organisation(),
                        platform,
                        name,
                        settings,
                        ZONE,
                        Optional.empty(),
                        Optional.of(Duration.ofMinutes(1))),
                    false))
        .id();
  }

  /** A secret can be shown only once: where the file lost it, there is a new one. */
  private Map<String, Credentials> clients(Caller caller) {
    Map<String, Credentials> written = file.read("clients");
    Map<String, Credentials> clients = new LinkedHashMap<>();
    for (Client wanted : Client.values()) {
      Optional<ApiClient> there =
          parts.clients().page(caller.scope(), OptionalLong.empty(), MOST).items().stream()
              .filter(client -> client.name().equals(wanted.title))
              .findFirst();
      Credentials known = written.get(wanted.dialect);
      if (there.isPresent() && known != null && known.name().equals(there.get().clientId())) {
        clients.put(wanted.dialect, known);
      } else {
        IssuedClient issued =
            there.isPresent()
                ? parts.clients().rotate(caller, there.get().id(), OptionalLong.empty(), false)
                : parts.clients().create(caller, wanted(wanted));
        clients.put(wanted.dialect, new Credentials(issued.client().clientId(), issued.secret()));
      }
    }
    return clients;
  }

  private static NewApiClient wanted(Client wanted) {
    return new NewApiClient(
        Optional.empty(), wanted.title, Set.of(wanted.role), Set.of(wanted.dialect), true);
  }

  private Map<String, Credentials> users(Caller caller) {
    Map<String, Credentials> written = file.read("users");
    Map<String, Credentials> users = new LinkedHashMap<>();
    user(caller, written, users, "demo-administrator", Role.PORTAL_ADMINISTRATOR);
    user(caller, written, users, "demo-fleet-manager", Role.FLEET_MANAGER);
    return users;
  }

  private void user(
      Caller caller,
      Map<String, Credentials> written,
      Map<String, Credentials> users,
      String name,
      Role role) {
    Optional<User> there = parts.users().find(caller.scope(), name);
    Credentials known = written.get(name);
    if (there.isPresent() && known != null) {
      users.put(name, known);
      return;
    }
    Credentials fresh = new Credentials(name, password());
    if (there.isPresent()) {
      parts
          .users()
          .update(
              caller, there.get().id(), newPassword(fresh.secret()), OptionalLong.empty(), false);
    } else {
      parts
          .users()
          .create(
              caller,
              new NewUser(
                  Optional.empty(),
                  name,
                  fresh.secret(),
                  Optional.empty(),
                  Optional.empty(),
                  Set.of(role),
                  Set.of("easyconnect", "v1"),
                  true));
    }
    users.put(name, fresh);
  }

  private static UserPatch newPassword(String password) {
    UserPatch none = UserPatch.NONE;
    return new UserPatch(
        Optional.of(password),
        none.displayName(),
        none.email(),
        none.roles(),
        none.dialects(),
        none.enabled());
  }

  private static String password() {
    byte[] chance = new byte[18];
    new SecureRandom().nextBytes(chance);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
  }

  /** On one of the ports that follow the simulator's first. */
  private URI next(int further, String path) {
    return URI.create(
        "http://" + simulator.getHost() + ":" + (simulator.getPort() + further) + path);
  }

  @Override
  public void close() {
    if (delivery != null) {
      delivery.interrupt();
    }
    if (operators != null) {
      operators.interrupt();
    }
  }
}
