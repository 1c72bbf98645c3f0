// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.simplane.Permission;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.account.Synchroniser;
import org.simplane.inventory.KeptDetails;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Terminal;
import org.simplane.usage.Consumptions;
import org.simplane.usage.CurrentConsumption;

/** {@code /sims/{id}/details} and {@code /consumption}: what the operator tells of a SIM. */
final class DetailsRoutes {

  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Synchroniser synchroniser;
  private final Consumptions consumptions;

  DetailsRoutes(
      Subscriptions subscriptions,
      Accounts accounts,
      Synchroniser synchroniser,
      Consumptions consumptions) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
    this.synchroniser = synchroniser;
    this.consumptions = consumptions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sims/{id}/details", Permission.READ_SUBSCRIPTIONS, this::details),
        Route.post("/sims/{id}/refresh", Permission.CHANGE_SUBSCRIPTIONS, this::refresh),
        Route.get("/sims/{id}/consumption", Permission.READ_USAGE, this::consumption));
  }

  /**
   * What the operator tells of a SIM beside its identifiers and status.
   *
   * @param operator the word by which people name the operator
   * @param account the account's name
   * @param asOf empty: nothing is known yet
   */
  record Wire(
      String operator,
      String account,
      Optional<Instant> asOf,
      Optional<ConnectivityWire> dataConnectivity,
      Optional<String> servicePlan,
      Optional<String> customer,
      Optional<TerminalWire> terminal,
      Map<String, String> characteristics) {

    static Wire of(Optional<Account> account, Optional<KeptDetails> kept) {
      Details details = kept.map(KeptDetails::details).orElse(Details.NONE);
      return new Wire(
          account.map(Account::operatorName).orElse(""),
          account.map(Account::name).orElse(""),
          kept.map(KeptDetails::asOf),
          details.dataConnectivity().map(ConnectivityWire::of),
          details.servicePlan(),
          details.customer(),
          details.terminal().map(TerminalWire::of),
          details.characteristics());
    }
  }

  /** The data service behind a SIM. */
  record ConnectivityWire(
      Optional<String> provider,
      List<String> types,
      Optional<String> communicationPlan,
      List<ApnWire> apns) {

    static ConnectivityWire of(DataConnectivity connectivity) {
      return new ConnectivityWire(
          connectivity.provider(),
          connectivity.types(),
          connectivity.communicationPlan(),
          connectivity.apns().stream()
              .map(apn -> new ApnWire(apn.name(), apn.ipAddress()))
              .toList());
    }
  }

  /** An access point, with the SIM's address there where it is fixed. */
  record ApnWire(String name, Optional<String> ipAddress) {}

  /** A satellite terminal; degrees north and east. */
  record TerminalWire(
      String serialNumber,
      Optional<String> name,
      Optional<Double> latitude,
      Optional<Double> longitude,
      Optional<String> model,
      Optional<String> mobilityType,
      Optional<String> antennaCode,
      Optional<Instant> updatedAt,
      Optional<String> imoNumber,
      Optional<String> mmsi) {

    static TerminalWire of(Terminal terminal) {
      return new TerminalWire(
          terminal.serialNumber(),
          terminal.name(),
          degrees(terminal.latitude()),
          degrees(terminal.longitude()),
          terminal.model(),
          terminal.mobilityType(),
          terminal.antennaCode(),
          terminal.updatedAt(),
          terminal.imoNumber(),
          terminal.mmsi());
    }

    private static Optional<Double> degrees(OptionalDouble degrees) {
      return degrees.isPresent() ? Optional.of(degrees.getAsDouble()) : Optional.empty();
    }
  }

  /** What was used so far in the current period. */
  record ConsumptionWire(Instant asOf, List<CountWire> items) {

    static ConsumptionWire of(CurrentConsumption current) {
      return new ConsumptionWire(
          current.asOf(), current.consumption().stream().map(CountWire::of).toList());
    }
  }

  /** One count: bytes, messages or seconds. */
  record CountWire(
      Level level,
      Counted counted,
      long used,
      Optional<Long> allowance,
      Optional<Instant> from,
      Optional<Instant> until) {

    static CountWire of(Consumption one) {
      return new CountWire(
          one.level(), one.counted(), one.used(), one.allowance(), one.from(), one.until());
    }
  }

  private Answer details(Request request) {
    return Answer.ok(wire(request, known(request)));
  }

  private Answer refresh(Request request) {
    request.optionalFields();
    Subscription sim = known(request);
    if (!request.dryRun()) {
      synchroniser.refresh(sim);
    }
    return Answer.ok(wire(request, sim));
  }

  private Wire wire(Request request, Subscription sim) {
    return Wire.of(
        Optional.ofNullable(accounts.all(request.caller().scope()).get(sim.account())),
        Optional.ofNullable(
            subscriptions.details(request.caller().scope(), List.of(sim.id())).get(sim.id())));
  }

  private Answer consumption(Request request) {
    return Answer.ok(
        ConsumptionWire.of(consumptions.current(request.caller().scope(), known(request))));
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }
}
