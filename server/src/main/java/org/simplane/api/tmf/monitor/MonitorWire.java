// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.monitor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Reply;

/** A monitor as TMF640 v4 writes it (definition {@code Monitor}). */
public record MonitorWire(
    String id,
    String href,
    String sourceHref,
    String state,
    Request request,
    Response response,
    @JsonProperty("@type") String type) {

  /** Where monitors are read, whichever API gave them out. */
  public static final String PATH = "/tmf-api/ServiceActivationAndConfiguration/v4/monitor";

  private static final List<Header> JSON =
      List.of(new Header("Content-Type", "application/json;charset=utf-8"));

  private static final List<Header> TEXT =
      List.of(new Header("Content-Type", "text/plain;charset=utf-8"));

  /** What was asked. */
  public record Request(String method, String to, String body, List<Header> header) {}

  /** What is answered by now; as long as it is at work, 202. */
  public record Response(String statusCode, String body, List<Header> header) {}

  /** A line of either. */
  public record Header(String name, String value) {}

  /**
   * @param host scheme and host that go before paths
   */
  public static MonitorWire of(Monitor monitor, String host) {
    Origin origin = monitor.origin();
    return new MonitorWire(
        monitor.id(),
        host + PATH + "/" + monitor.id(),
        host + origin.source(),
        monitor.state().word(),
        new Request(origin.method(), origin.path(), origin.body(), JSON),
        new Response(status(monitor), told(monitor), TEXT),
        "Monitor");
  }

  /** The answer to a change that is not done yet. */
  public static Reply accepted(Monitor monitor, Call call) {
    MonitorWire wire = of(monitor, call.origin());
    return Reply.accepted(wire, wire.href());
  }

  private static String status(Monitor monitor) {
    return switch (monitor.state()) {
      case IN_PROGRESS -> "202";
      case COMPLETED -> "200";
      case CANCELLED -> "409";
      case IN_ERROR -> monitor.errorCode().filter("NOT_SENT"::equals).isPresent() ? "503" : "409";
    };
  }

  /** A sentence; of a batch also how many items went which way. */
  private static String told(Monitor monitor) {
    String counts =
        monitor.total() > 1
            ? "%d of %d done, %d failed, %d called off. "
                .formatted(monitor.done(), monitor.total(), monitor.failed(), monitor.cancelled())
            : "";
    String word =
        switch (monitor.state()) {
          case IN_PROGRESS -> "";
          case COMPLETED -> "Done";
          case CANCELLED -> "Called off";
          case IN_ERROR -> monitor.error().orElse("Failed");
        };
    return (counts + word).strip();
  }
}
