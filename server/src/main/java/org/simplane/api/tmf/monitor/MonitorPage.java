// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.monitor;

import java.util.List;

/**
 * Some monitors, newest first.
 *
 * @param total how many there are on all pages
 */
public record MonitorPage(List<Monitor> monitors, long total) {

  public MonitorPage {
    monitors = List.copyOf(monitors);
  }
}
