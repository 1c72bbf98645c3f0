// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * Names under which the details of an {@link OperatorEvent.NetworkEvent} and of a {@link
 * ConnectivityReports.ConnectivityReport} are known to Simplane; others are kept and shown as they
 * are. The values are texts.
 */
public final class EventDetail {

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

  private EventDetail() {}
}
