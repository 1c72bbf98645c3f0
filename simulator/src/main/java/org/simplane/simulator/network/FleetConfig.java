// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a fleet is made of and where it hands over.
 *
 * @param data where it keeps its state and what waits to be handed over
 * @param port of register and delivery file, on loopback; 0 for any
 * @param size how many SIMs
 * @param pace how many times the usual traffic
 * @param historyDays how many days of past traffic a card brings along; 0 for none
 * @param historySims only the first so many cards do
 * @param inbox the server's folder for the feed's CDR files
 * @param fileSeconds how often a CDR file is finished
 * @param server where the doors are
 * @param doorFile the server's {@code demo.json}, whose {@code clients.network} opens the doors;
 *     read anew until it is there
 * @param door credentials in place of that file
 * @param careless whether records come twice, broken, late or of unknown cards now and then
 */
public record FleetConfig(
    Path data,
    int port,
    long seed,
    int size,
    double pace,
    int historyDays,
    int historySims,
    Path inbox,
    int fileSeconds,
    URI server,
    Optional<Path> doorFile,
    Optional<DoorCredentials> door,
    boolean careless) {

  /** The most SIMs that numbers and queue have room for. */
  public static final int LARGEST = 10_000_000;

  /** The client id and the secret with which the server knows the network. */
  public record DoorCredentials(String client, String secret) {}

  public FleetConfig {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("A fleet has 1 to " + LARGEST + " SIMs, not " + size);
    }
    if (!(pace >= 0.001 && pace <= 100_000)) {
      throw new IllegalArgumentException("The pace is between 0.001 and 100000, not " + pace);
    }
    if (historyDays < 0 || historyDays > 80) {
      throw new IllegalArgumentException(
          "The history has 0 to 80 days, since older records are not accepted; not " + historyDays);
    }
    if (fileSeconds < 1) {
      throw new IllegalArgumentException(
          "A CDR file is finished after a second or more, not " + fileSeconds);
    }
  }
}
