// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.PrintStream;
import java.net.URI;

/** What the person at the terminal sees when Simplane is ready. */
final class Banner {

  private Banner() {}

  static void print(PrintStream out, URI url, Config config) {
    out.println();
    out.println("  Simplane is ready: " + url);
    out.println();
    out.println("    API documents   " + url + "/api/v1/docs");
    out.println("    Health          " + url + "/health/ready");
    out.println("    Metrics         " + url + "/metrics");
    out.println("    Data            " + config.data());
    out.println();
    out.println("  Ctrl-C stops it; what is in it is kept.");
    out.flush();
  }
}
