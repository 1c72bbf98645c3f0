// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ObjectNode;

/** The paths, fields and words of one simulated platform. */
public interface Wire {

  /** Names it in control paths and in the ledger, such as {@code airlinq}. */
  String name();

  /** Whether the request asks for a token; none does where each call carries a password. */
  default boolean isLogIn(Request request) {
    return false;
  }

  /** Answers a log-in. */
  default Answer logIn(Request request, Tokens tokens) {
    return error(404, "There is no log-in");
  }

  /** Whether a call shows whose it is: by a good token, unless the platform has another way. */
  default boolean isAuthentic(Request request, Tokens tokens) {
    return tokens.isBearer(request);
  }

  /** What a call without good credentials is answered. */
  default Answer unauthorised(Request request) {
    return error(401, "The credentials are not accepted");
  }

  /** Carries a request out; its credentials are good. */
  Answer answer(Request request, Records records);

  /** What an answer says of the calls that are left in this second, where calls are limited. */
  default Map<String, String> rateHeaders(int limit, int left) {
    return Map.of();
  }

  /** An error in the platform's own form. */
  Answer error(int status, String message);

  /** The subscription with a number of the first population, from 1; reproducible. */
  ObjectNode first(int number);

  /** The key of a subscription, by which paths name it. */
  String key(ObjectNode subscription);

  /** A subscription that is put where there is none. */
  ObjectNode blank(String key);

  /**
   * What a subscription has become in the meantime: its consumption has grown, its terminal has
   * moved. Nothing for one that is not in use.
   */
  default void age(ObjectNode subscription, Life life) {}

  /** What stands in a subscription whose device has come onto the network, or left it. */
  default ObjectNode onAir(boolean there, Instant now) {
    throw new IllegalArgumentException(name() + " has no devices");
  }

  /** What the platform keeps of a message that a device sends, or that is sent to one. */
  default ObjectNode message(String text) {
    throw new IllegalArgumentException(name() + " has no messages");
  }

  /** What the platform tells of a change by itself, as {@link #push} is to write it. */
  default List<ObjectNode> tells(ObjectNode before, ObjectNode after, Instant now) {
    return List.of();
  }

  /** What it tells of a message that a device sent. */
  default List<ObjectNode> tells(ObjectNode subscription, Messages.Message received) {
    return List.of();
  }

  /** Writes what is told, for an address that shares a secret with the platform. */
  default Told push(ObjectNode event, String secret) {
    throw new IllegalArgumentException(name() + " does not push");
  }

  /** Whether the platform tells anything by itself. */
  default boolean isTelling() {
    return false;
  }

  /** A request to the customer's address. */
  record Told(String contentType, String body) {}

  /** An unknown word for the status, or further fields, for an answer in XML. */
  default String distort(Fault fault, String xml) {
    throw new IllegalArgumentException(name() + " speaks no XML");
  }

  /** The field that holds the platform's own word for a status, wherever it stands. */
  String statusField();
}
