// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of a simulated 1NCE platform.
 *
 * @param port on 127.0.0.1; 0 for any free one
 * @param folder where the SIMs are kept over restarts
 * @param seed of the first population; the same seed gives the same SIMs
 * @param sims how many there are; a folder that holds fewer is filled up, one with more stays as it
 *     is
 * @param pace how much traffic there is, 1 being usual
 * @param tokenLife 3600 s at 1NCE since October 2021, 240 minutes by the Easy Connect guide
 * @param requestsPerSecond allowed on {@code /v1/sims} in all; 0 for no limit
 * @param effectDelay how long a change takes to come into effect after it was taken
 */
public record NceConfig(
    int port,
    Path folder,
    long seed,
    int sims,
    double pace,
    Duration tokenLife,
    int requestsPerSecond,
    Duration effectDelay,
    String username,
    String password) {

  /** 200 SIMs, the limits of 1NCE, any port; user {@code simulator}, password {@code simulated}. */
  public static NceConfig in(Path folder) {
    return new NceConfig(
        0,
        folder,
        1,
        200,
        1,
        Duration.ofHours(1),
        10,
        Duration.ofMillis(500),
        "simulator",
        "simulated");
  }

  public NceConfig withPort(int changed) {
    return new NceConfig(
        changed,
        folder,
        seed,
        sims,
        pace,
        tokenLife,
        requestsPerSecond,
        effectDelay,
        username,
        password);
  }

  public NceConfig withPopulation(long changedSeed, int changedSims) {
    return new NceConfig(
        port,
        folder,
        changedSeed,
        changedSims,
        pace,
        tokenLife,
        requestsPerSecond,
        effectDelay,
        username,
        password);
  }

  public NceConfig withPace(double changed) {
    return new NceConfig(
        port,
        folder,
        seed,
        sims,
        changed,
        tokenLife,
        requestsPerSecond,
        effectDelay,
        username,
        password);
  }

  public NceConfig withRequestsPerSecond(int changed) {
    return new NceConfig(
        port, folder, seed, sims, pace, tokenLife, changed, effectDelay, username, password);
  }

  public NceConfig withEffectDelay(Duration changed) {
    return new NceConfig(
        port, folder, seed, sims, pace, tokenLife, requestsPerSecond, changed, username, password);
  }

  public NceConfig withCredentials(String changedUsername, String changedPassword) {
    return new NceConfig(
        port,
        folder,
        seed,
        sims,
        pace,
        tokenLife,
        requestsPerSecond,
        effectDelay,
        changedUsername,
        changedPassword);
  }

  @Override
  public String toString() {
    return "NceConfig[port " + port + ", " + folder + ", " + sims + " SIMs of seed " + seed + "]";
  }
}
