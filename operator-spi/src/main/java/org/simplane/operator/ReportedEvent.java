// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a subscription on its network, as its operator tells it.
 *
 * @param id the operator's; with {@code at} it tells a repeated event from a new one, and is made
 *     of the event's content where the operator gives none
 * @param text the operator's own words; empty where it has none
 * @param radio the radio access: {@code GERAN}, {@code UTRAN}, {@code HSPA}, {@code EUTRAN}, {@code
 *     LTE-M}, {@code NB-IOT}, {@code NR}, else the operator's word
 * @param detail what else is known, under the names of {@link Detail} as far as they reach
 */
public record ReportedEvent(
    String id,
    Instant at,
    EventKind kind,
    String text,
    Optional<Plmn> network,
    Optional<String> radio,
    Optional<Imei> imei,
    Map<String, String> detail) {

  public ReportedEvent {
    if (id.isBlank()) {
      throw new IllegalArgumentException("An event needs an id");
    }
    detail = Map.copyOf(detail);
  }

  /** Names of details that Simplane knows; others are kept and shown as they are. */
  public static final class Detail {

    /** Location or tracking area code, decimal. */
    public static final String AREA = "lac_tac";

    /** Cell identity, decimal. */
    public static final String CELL = "cell_id";

    /** Global titles of the registers that have the subscriber, and of the switching centre. */
    public static final String VLR = "vlr";

    public static final String SGSN = "sgsn";
    public static final String MSC = "msc";

    /** Addresses of the serving node and of the gateway. */
    public static final String SGSN_ADDRESS = "sgsn_ip";

    public static final String GATEWAY_ADDRESS = "ggsn_ip";
    public static final String APN = "apn";

    /** The device's address in its session. */
    public static final String IP = "ip";

    /** The operator's id of the session. */
    public static final String SESSION = "session_id";

    /** In bytes, of a session that ended. */
    public static final String BYTES_UP = "bytes_up";

    public static final String BYTES_DOWN = "bytes_down";

    /** Names of the visited network and of its country, as the operator writes them. */
    public static final String OPERATOR_NAME = "operator";

    public static final String COUNTRY_NAME = "country";

    /** {@code DATA} or {@code SMS}. */
    public static final String SERVICE = "service";

    /** Words for a status, in Simplane's vocabulary where it has one. */
    public static final String BEFORE = "before";

    public static final String AFTER = "after";

    /** {@code INFO}, {@code WARN} or {@code CRITICAL}. */
    public static final String SEVERITY = "severity";

    /** {@code true} where the operator raised an alarm. */
    public static final String ALERT = "alert";

    private Detail() {}
  }
}
