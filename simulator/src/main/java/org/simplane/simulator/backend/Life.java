// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stretch of time in which subscriptions are in use. What comes of it follows from the
 * subscription's key, so that it is the same whenever it is asked for.
 *
 * @param pace how many times the usual traffic; it changes volume, never how fast a terminal moves
 */
public record Life(Instant from, Instant until, double pace) {

  private static final double POLE = 70;

  /** Adds to a counter what is used in this time; from a quarter of the amount to all of it. */
  public void use(ObjectNode counters, String counter, String key, double mostPerHour) {
    double used = hours() * pace * mostPerHour * (0.25 + 0.75 * chance(key));
    if (counters.path(counter).isIntegralNumber()) {
      counters.put(counter, counters.path(counter).asLong(0) + (long) used);
    } else {
      counters.put(counter, Math.round((counters.path(counter).asDouble(0) + used) * 10) / 10.0);
    }
  }

  /** Moves a terminal on its own course at up to so many degrees in an hour. */
  public void move(ObjectNode position, String key, double mostPerHour) {
    double course = 2 * Math.PI * chance(key);
    double way = hours() * mostPerHour * (0.5 + 0.5 * chance("way " + key));
    double latitude = position.path("latitude").asDouble(0) + way * Math.sin(course);
    double longitude = position.path("longitude").asDouble(0) + way * Math.cos(course);
    position.put("latitude", rounded(Math.clamp(latitude, -POLE, POLE)));
    position.put("longitude", rounded(Math.IEEEremainder(longitude, 360)));
  }

  private double hours() {
    return Math.max(0, Duration.between(from, until).toMillis() / 3_600_000.0);
  }

  /** From 0 to 1. */
  private static double chance(String key) {
    return (key.hashCode() * 0x9E3779B9 >>> 8) / (double) (1 << 24);
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 100_000) / 100_000.0;
  }
}
