// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.activation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfVersion;

/** TMF640 as a whole. */
public final class ActivationRoutes {

  static final String PATH = "/tmf-api/ServiceActivationAndConfiguration/v4";

  private static final List<String> PATHS = List.of(PATH);

  private final ServiceRoutes services;
  private final MonitorRoutes monitors;

  /**
   * @param patience how long a change is waited for before its monitor is answered
   */
  public ActivationRoutes(Fleet fleet, Monitors monitors, Duration patience) {
    this.services = new ServiceRoutes(fleet, monitors, patience);
    this.monitors = new MonitorRoutes(monitors);
  }

  public TmfApi api() {
    List<Route> routes = new ArrayList<>(services.routes());
    routes.addAll(monitors.routes());
    return new TmfApi("serviceActivationAndConfiguration", TmfVersion.V4, PATHS, routes);
  }
}
