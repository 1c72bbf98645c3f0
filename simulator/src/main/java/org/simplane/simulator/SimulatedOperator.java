// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.simplane.simulator.airlinq.AirlinqWire;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.galaxy1.Galaxy1Wire;
import org.simplane.simulator.intelsat.IntelsatWire;
import org.simplane.simulator.iota.IotaWire;
import org.simplane.simulator.jasper.JasperWire;
import org.simplane.simulator.stc.StcWire;
import org.simplane.simulator.tmsp.TmspWire;
import org.simplane.simulator.turkcell.TurkcellWire;

/**
 * An operator whose platform is played by a {@link Wire}.
 *
 * @param platform the adapter that speaks it
 * @param title names it to people
 * @param path of its API, behind host and port
 * @param secret the adapter's setting that holds the password
 * @param settings further settings of the adapter; {@code {url}} stands for host and port
 * @param callsPerSecond that it allows, as its contract says; 0: no limit
 */
record SimulatedOperator(
    String platform,
    String title,
    Wire wire,
    String path,
    String secret,
    Map<String, String> settings,
    int callsPerSecond) {

  /** Each has a port, in this order: a new one comes last. */
  static final List<SimulatedOperator> ALL =
      List.of(
          jasper("TMUS", "T-Mobile US Control Center", "8999906"),
          jasper("JASPER", "Etisalat Control Center", "8999907"),
          of("tmsp", "M2M Service Portal", new TmspWire(), Map.of("partnerId", "4711")),
          of("intelsat", "Intelsat", new IntelsatWire(), Map.of()),
          of("airlinq", "Airlinq (Jio)", new AirlinqWire(), Map.of()),
          of("stc", "STC ConnectME", new StcWire(), Map.of()),
          of("turkcell", "Turkcell", new TurkcellWire(), Map.of()),
          of("galaxy1", "Galaxy 1", new Galaxy1Wire(), Map.of()),
          of("iota", "IoT Accelerator", new IotaWire(), Map.of("portalUrl", "{url}")));

  private static SimulatedOperator of(
      String platform, String title, Wire wire, Map<String, String> settings) {
    return new SimulatedOperator(platform, title, wire, "", "password", settings, 0);
  }

  /** Five calls a second (contracts/jasper-iota.md A.3). */
  private static SimulatedOperator jasper(String backend, String title, String prefix) {
    return new SimulatedOperator(
        "jasper",
        title,
        new JasperWire(backend.toLowerCase(Locale.ROOT), prefix),
        "/rws/api/v1",
        "apiKey",
        Map.of("backend", backend),
        5);
  }
}
