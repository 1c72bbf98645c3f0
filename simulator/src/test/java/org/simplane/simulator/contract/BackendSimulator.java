// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.simplane.operator.Imei;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Backend;
import org.simplane.simulator.backend.BackendConfig;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.node.ObjectNode;

/** A simulated platform of the {@code backend} kind, holding the fleet. */
public final class BackendSimulator implements Simulator {

  private static final int OTHERS = 230;
  private static final String USERNAME = "kit";
  private static final String PASSWORD = "kit-secret-83hd";

  /**
   * How a platform holds the fleet.
   *
   * @param key what a SIM is addressed by
   * @param ref how an adapter is to name it
   * @param fields a SIM of the fleet, in the platform's own fields
   * @param state the fields that stand for a status
   * @param expected what an adapter is to return
   * @param settings further settings of an account; {@code {url}} stands for the platform's address
   * @param path behind host and port
   * @param passwordKey the setting that holds the password
   */
  public record Form(
      Function<FleetSim, String> key,
      Function<FleetSim, SubscriptionRef> ref,
      Function<FleetSim, ObjectNode> fields,
      Function<Status, ObjectNode> state,
      BiFunction<FleetSim, String, Sim> expected,
      Map<String, String> settings,
      String path,
      String passwordKey) {

    /** Addressed by its business id. */
    public Form(
        Function<FleetSim, String> key,
        Function<FleetSim, ObjectNode> fields,
        Function<Status, ObjectNode> state,
        BiFunction<FleetSim, String, Sim> expected,
        Map<String, String> settings,
        String path,
        String passwordKey) {
      this(
          key,
          sim -> new SubscriptionRef(key.apply(sim), key.apply(sim)),
          fields,
          state,
          expected,
          settings,
          path,
          passwordKey);
    }

    /** The usual address and password. */
    public Form(
        Function<FleetSim, String> key,
        Function<FleetSim, ObjectNode> fields,
        Function<Status, ObjectNode> state,
        BiFunction<FleetSim, String, Sim> expected,
        Map<String, String> settings) {
      this(key, fields, state, expected, settings, "", "password");
    }
  }

  private final SettableClock clock = new SettableClock(Fleet.NOW);
  private final Form form;
  private final Backend backend;

  private BackendSimulator(Wire wire, Form form, Path folder) throws IOException {
    this.form = form;
    BackendConfig config =
        new BackendConfig(
            folder.resolve(wire.name()), 0, OTHERS, Duration.ofSeconds(3), USERNAME, PASSWORD, 0);
    this.backend = Backend.start(config, wire, Ledger.open(folder.resolve("ledger"), clock), clock);
  }

  /** An account on a platform of its own. */
  public static TestAccount account(OperatorPlatform platform, Wire wire, Form form) {
    return TestAccount.of(platform, () -> start(wire, form));
  }

  /** What a platform has of a SIM in fields of its own names, beside the numbers. */
  public static ObjectNode fields(FleetSim sim, String label, String address, String activated) {
    return Answers.object()
        .put("imsi", sim.imsi().digits())
        .put("msisdn", sim.msisdn().digits())
        .put("imei", sim.imei().map(Imei::digits).orElse(""))
        .put(label, sim.label().orElse(""))
        .put(address, sim.ipAddress())
        .put(activated, sim.activatedAt().toString());
  }

  /** Runs until the JVM ends: it belongs to all tests of a class. */
  public static BackendSimulator start(Wire wire, Form form) {
    try {
      Path folder = Files.createTempDirectory("simulator");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> NceSimulator.delete(folder)));
      return new BackendSimulator(wire, form, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> settings() {
    return settings(PASSWORD);
  }

  @Override
  public Map<String, String> badSettings() {
    return settings("not-" + PASSWORD);
  }

  private Map<String, String> settings(String password) {
    Map<String, String> settings = new HashMap<>(form.settings());
    settings.put("url", backend.url() + form.path());
    settings.put("username", USERNAME);
    settings.put(form.passwordKey(), password);
    settings.replaceAll((_, value) -> value.replace("{url}", backend.url().toString()));
    return settings;
  }

  @Override
  public SubscriptionRef ref(FleetSim sim) {
    return form.ref().apply(sim);
  }

  @Override
  public Sim expected(FleetSim sim, String operatorStatus) {
    return form.expected().apply(sim, operatorStatus);
  }

  @Override
  public void reset() {
    clock.pass(Duration.between(clock.instant(), Fleet.NOW));
    backend.reset();
    Fleet.ALL.forEach(sim -> backend.put(form.key().apply(sim), form.fields().apply(sim)));
  }

  @Override
  public void failNext(Fault fault, int times) {
    backend.fail(PlannedFault.next(fault, times));
  }

  @Override
  public void heal() {
    backend.heal();
  }

  @Override
  public List<LedgerEntry> requests() {
    return backend.requests(Integer.MAX_VALUE);
  }

  @Override
  public void put(FleetSim sim, Status status) {
    backend.put(form.key().apply(sim), form.state().apply(status));
  }

  /** Sets fields of a SIM, in the platform's own words. */
  public void set(FleetSim sim, ObjectNode fields) {
    backend.put(form.key().apply(sim), fields);
  }

  @Override
  public void onAir(FleetSim sim, boolean there) {
    set(sim, Answers.object().put("session", there ? "ONLINE" : "OFFLINE"));
  }

  @Override
  public void sends(FleetSim sim, String text) {
    set(sim, Answers.object().put("sends", text));
  }

  @Override
  public String submits(FleetSim sim, String text) {
    return backend.submit(form.key().apply(sim), text);
  }

  /** Signs with the account's {@code pushSecret}. */
  @Override
  public void pushTo(Optional<URI> address) {
    backend.pushTo(address, form.settings().getOrDefault("pushSecret", ""));
  }

  @Override
  public int size() {
    return OTHERS + Fleet.ALL.size();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void pass(Duration time) {
    clock.pass(time);
  }
}
