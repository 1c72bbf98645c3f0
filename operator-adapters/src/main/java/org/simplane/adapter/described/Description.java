// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

/**
 * The contract of an operator platform as a file. Pointers are JSON pointers (RFC 6901) into the
 * operator's answers; templates hold placeholders such as {@code {key}}.
 *
 * @param backend whose row of the transition table holds
 * @param doesLater as {@code Operator.doesLater}
 * @param word where the operator's own status word stands, for a status that no rule knows
 * @param statuses the first rule that fits names the status
 * @param change absent where a status cannot be asked for
 * @param follow how to ask for what goes on asynchronously; absent where all is synchronous
 */
record Description(
    String backend,
    boolean doesLater,
    LogIn logIn,
    Listing list,
    @Nullable Listing changed,
    Find find,
    Fields fields,
    String word,
    List<Rule> statuses,
    @Nullable StatusChange change,
    @Nullable CharacteristicChange characteristics,
    @Nullable Follow follow,
    @Nullable Usage consumption,
    String reason) {

  enum LogInKind {
    /** User and password with each call. */
    BASIC,
    /** A key in a header with each call. */
    KEY,
    /** OAuth2 client credentials (RFC 6749 section 4.4), the client in a Basic header. */
    CLIENT_CREDENTIALS,
    /** User and password as JSON, answered with a token. */
    PASSWORD
  }

  /**
   * How a call shows whose it is.
   *
   * @param path of the log-in; empty for kinds without one
   * @param header that carries key or token
   * @param prefix before it
   * @param token where the log-in's answer has it
   * @param life where it has the token's life in seconds
   */
  record LogIn(
      LogInKind kind, String path, String header, String prefix, String token, String life) {}

  enum Paging {
    /** By number from {@code first}. */
    PAGE,
    /** By how many were passed over. */
    OFFSET,
    /** By a text of the last answer. */
    CURSOR
  }

  /**
   * A list.
   *
   * @param path with {@code {page}}, {@code {offset}} or {@code {cursor}}, and {@code {size}};
   *     {@code {since}} (ISO-8601, UTC) for what has changed
   * @param firstPath of the first page by cursor
   * @param items where the answer has them
   * @param next where it has the next cursor
   * @param total where it has how many there are; empty where it does not say
   * @param whole whether an item is all that {@link Find} tells
   */
  record Listing(
      Paging paging,
      String path,
      @Nullable String firstPath,
      int size,
      int first,
      String items,
      @Nullable String next,
      @Nullable String total,
      boolean whole) {}

  /** One subscription: {@code item} is where the answer has it. */
  record Find(String path, String item) {}

  /** Where an item has what. {@code key} and {@code businessId} are always there. */
  record Fields(
      String key,
      String businessId,
      @Nullable String iccid,
      @Nullable String imsi,
      @Nullable String msisdn,
      @Nullable String imei,
      @Nullable String eid,
      @Nullable String ipAddress,
      @Nullable String label,
      @Nullable String activatedAt,
      @Nullable String servicePlan,
      @Nullable String customer,
      @Nullable Connectivity dataConnectivity,
      @Nullable TerminalFields terminal,
      @Nullable Map<String, String> characteristics) {}

  /** Where the data service is; {@code apns} is an array of texts or of objects. */
  record Connectivity(
      @Nullable String provider,
      @Nullable String types,
      @Nullable String communicationPlan,
      @Nullable String apns,
      @Nullable String apnName,
      @Nullable String apnAddress) {}

  record TerminalFields(
      String serialNumber,
      @Nullable String name,
      @Nullable String latitude,
      @Nullable String longitude,
      @Nullable String model,
      @Nullable String mobilityType,
      @Nullable String antennaCode,
      @Nullable String updatedAt,
      @Nullable String imoNumber,
      @Nullable String mmsi) {}

  /**
   * A rule for a status.
   *
   * @param all each of these pointers has one of its words
   * @param any one of these pointers has one of its words; empty asks for nothing
   * @param word pointers whose texts make up the operator's own word, joined by {@code /}
   */
  record Rule(
      Status status,
      Map<String, List<String>> all,
      @Nullable Map<String, List<String>> any,
      List<String> word) {

    Map<String, List<String>> anyOf() {
      return Optional.ofNullable(any).orElse(Map.of());
    }
  }

  /**
   * Asks for a status.
   *
   * @param targets by status, what is sent and which word a read shows afterwards
   * @param request where the answer has the id of a request that is carried out later; empty where
   *     it is carried out at once
   */
  record StatusChange(
      String method, String path, Map<Status, Target> targets, @Nullable String request) {}

  record Target(JsonNode body, String word) {}

  /** Asks for another value of a characteristic: {@code {value}} stands in the bodies. */
  record CharacteristicChange(
      String method,
      String path,
      Map<CharacteristicControl.Kind, JsonNode> bodies,
      @Nullable String request) {}

  /**
   * What became of a request.
   *
   * @param path with {@code {request}}
   * @param state where the answer has its word; one that is neither done nor refused is pending
   * @param message where it has why it was refused
   * @param askAgainSeconds between two looks
   * @param patienceSeconds after which nobody counts on the request any more
   * @param settleSeconds in which a request is carried out as a rule; one whose answer was lost is
   *     not sent again before; as long as {@code patienceSeconds} where it is missing
   */
  record Follow(
      String path,
      String state,
      List<String> done,
      List<String> refused,
      String message,
      int askAgainSeconds,
      int patienceSeconds,
      @Nullable Integer settleSeconds) {

    Duration settling() {
      return Duration.ofSeconds(settleSeconds == null ? patienceSeconds : settleSeconds);
    }
  }

  record Usage(String path, List<Counter> counters) {}

  /**
   * One count.
   *
   * @param used where its number is; a count whose number is missing is left out
   * @param factor of the operator's unit: 1024 for kilobytes
   */
  record Counter(
      ConsumptionReports.Level level,
      ConsumptionReports.Counted counted,
      String used,
      long factor,
      @Nullable String allowance,
      @Nullable String from,
      @Nullable String until) {}
}
