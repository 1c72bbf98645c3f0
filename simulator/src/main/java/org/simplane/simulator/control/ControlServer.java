// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.io.IOException;
import java.net.URI;

/** Serves {@link Control} on a loopback port of its own. */
public final class ControlServer implements AutoCloseable {

  private final Loopback loopback;

  private ControlServer(Loopback loopback) {
    this.loopback = loopback;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   */
  public static ControlServer start(int port, Control control) throws IOException {
    return new ControlServer(
        Loopback.open(
            port,
            exchange -> {
              try (exchange) {
                Loopback.write(exchange, control.answer(Loopback.read(exchange)));
              }
            }));
  }

  public URI url() {
    return loopback.url();
  }

  @Override
  public void close() {
    loopback.close();
  }
}
