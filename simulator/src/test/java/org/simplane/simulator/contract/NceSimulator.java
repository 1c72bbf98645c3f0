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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulated 1NCE platform, holding the fleet. */
public final class NceSimulator implements Simulator {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OTHERS = 230;
  private static final String USERNAME = "kit";
  private static final String PASSWORD = "kit-secret-83hd";

  private final SettableClock clock = new SettableClock(Fleet.NOW);
  private final NcePlatform platform;

  private NceSimulator(Path folder) throws IOException {
    NceConfig config =
        NceConfig.in(folder.resolve("nce"))
            .withPopulation(7, OTHERS)
            .withRequestsPerSecond(0)
            .withCredentials(USERNAME, PASSWORD);
    this.platform = NcePlatform.start(config, Ledger.open(folder.resolve("ledger"), clock), clock);
  }

  /** Runs until the JVM ends: it belongs to all tests of a class. */
  public static NceSimulator start() {
    try {
      Path folder = Files.createTempDirectory("simulator");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return new NceSimulator(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NcePlatform platform() {
    return platform;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("url", platform.url().toString(), "username", USERNAME, "password", PASSWORD);
  }

  @Override
  public Map<String, String> badSettings() {
    return Map.of(
        "url", platform.url().toString(), "username", USERNAME, "password", "not-" + PASSWORD);
  }

  /** 1NCE addresses a SIM by its ICCID without check digit. */
  @Override
  public SubscriptionRef ref(FleetSim sim) {
    return new SubscriptionRef(sim.iccid().digits(), sim.iccid().digits());
  }

  @Override
  public void reset() {
    clock.pass(Duration.between(clock.instant(), Fleet.NOW));
    platform.reset();
    platform.expireTokens();
    Fleet.ALL.forEach(sim -> platform.put(sim.iccid().digits(), fields(sim)));
  }

  @Override
  public void failNext(Fault fault, int times) {
    platform.fail(PlannedFault.next(fault, times));
  }

  @Override
  public void heal() {
    platform.heal();
  }

  @Override
  public List<LedgerEntry> requests() {
    return platform.requests(Integer.MAX_VALUE);
  }

  @Override
  public void put(FleetSim sim, Status status) {
    platform.put(sim.iccid().digits(), JSON.createObjectNode().put("status", word(status)));
  }

  @Override
  public void onAir(FleetSim sim, boolean there) {
    platform.put(
        sim.iccid().digits(),
        JSON.createObjectNode().put("session", there ? "ATTACHED" : "OFFLINE"));
  }

  @Override
  public void sends(FleetSim sim, String text) {
    platform.put(sim.iccid().digits(), JSON.createObjectNode().put("sends", text));
  }

  @Override
  public String submits(FleetSim sim, String text) {
    return platform.submit(sim.iccid().digits(), text);
  }

  @Override
  public void pushTo(Optional<URI> address) {
    platform.pushTo(address, "");
  }

  @Override
  public void look() {
    platform.look();
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

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields =
        JSON.createObjectNode()
            .put("imsi", sim.imsi().digits())
            .put("msisdn", sim.msisdn().digits())
            .put("ip_address", sim.ipAddress())
            .put("status", word(sim.status()))
            .put("imei_lock", sim.imeiLock())
            .put("activation_date", sim.activatedAt().toString());
    sim.imei().ifPresent(imei -> fields.put("imei", imei.digits()));
    sim.label().ifPresent(label -> fields.put("label", label));
    if (sim.equals(Fleet.ACTIVE)) {
      fields.put("data_left", Fleet.DATA_LEFT).put("sms_left", Fleet.SMS_LEFT);
      ObjectNode usage = fields.putObject("usage");
      Fleet.USED_DAYS_AGO.forEach(days ->
          usage
              .putObject(UsageContract.TODAY.minusDays(days).toString())
              .put("up", Fleet.BYTES_UP)
              .put("down", Fleet.BYTES_DOWN)
              .put("sent", Fleet.SMS_SENT)
              .put("received", Fleet.SMS_RECEIVED));
    }
    if (sim.equals(Fleet.EXHAUSTED)) {
      fields.put("data_left", 0);
    }
    return fields;
  }

  private static String word(Status status) {
    return switch (status) {
      case ACTIVE -> "Enabled";
      case SUSPENDED -> "Disabled";
      default -> throw new IllegalArgumentException("1NCE has no status for " + status);
    };
  }

  static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
