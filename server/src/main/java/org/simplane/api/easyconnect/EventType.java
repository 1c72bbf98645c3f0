// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.util.Optional;
import org.simplane.connectivity.Kinds;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.operator.EventDetail;

/**
 * The operator's number and name for what happened to a SIM (contracts/easyconnect-1nce.md 7.3).
 * What it has no number for is Generic.
 */
record EventType(int id, String description) {

  private static final String SMS = "SMS";

  static EventType of(NetworkEvent event) {
    boolean sms = event.detail(EventDetail.SERVICE).filter(SMS::equals).isPresent();
    return switch (event.kind()) {
      case Kinds.ATTACH, Kinds.LOCATION_UPDATE ->
          EventTexts.isPacket(event)
              ? new EventType(2, "Update GPRS location")
              : new EventType(1, "Update location");
      case Kinds.SESSION_START -> new EventType(3, "Create PDP Context");
      case Kinds.SESSION_UPDATE -> new EventType(4, "Update PDP Context");
      case Kinds.SESSION_END -> new EventType(5, "Delete PDP Context");
      case Kinds.AUTHENTICATION_FAILURE -> new EventType(6, "User authentication failed");
      case Kinds.STATUS_CHANGE -> ofStatus(event.detail(EventDetail.AFTER));
      case Kinds.BLOCKED, Kinds.LOCK_VIOLATED -> new EventType(11, "Endpoint blocked");
      case Kinds.DETACH ->
          EventTexts.isPacket(event)
              ? new EventType(16, "Purge GPRS location")
              : new EventType(15, "Purge Location");
      case Kinds.QUOTA_THRESHOLD ->
          sms
              ? new EventType(20, "SMS Quota Threshold reached")
              : new EventType(18, "Data Quota Threshold reached");
      case Kinds.QUOTA_EXHAUSTED ->
          sms ? new EventType(21, "SMS Quota used up") : new EventType(19, "Data Quota used up");
      case Kinds.QUOTA_ENABLED ->
          sms ? new EventType(54, "SMS Quota Enabled") : new EventType(52, "Data Quota Enabled");
      case Kinds.RELEASED -> new EventType(50, "SIM Released");
      case Kinds.ASSIGNED -> new EventType(51, "SIM Assigned");
      default -> new EventType(0, "Generic");
    };
  }

  private static EventType ofStatus(Optional<String> after) {
    String word = after.orElse("");
    if (word.startsWith("ACTIVE")) {
      return new EventType(8, "SIM activation");
    }
    return word.contains("TERMINAT") || word.startsWith("DELETED")
        ? new EventType(10, "SIM deletion")
        : new EventType(9, "SIM suspension");
  }

  static EventType source(NetworkEvent event) {
    return switch (event.source()) {
      case NETWORK -> new EventType(0, "Network");
      case POLICY -> new EventType(1, "Policy Control");
      case API -> new EventType(2, "API");
    };
  }

  /** {@code WARN} is how the published samples write the number's WARNING. */
  static EventType severity(NetworkEvent event) {
    String word = event.detail(EventDetail.SEVERITY).orElse("");
    if (word.equals("CRITICAL")) {
      return new EventType(2, "CRITICAL");
    }
    return word.startsWith("WARN") || EventWire.isAlert(event)
        ? new EventType(1, "WARN")
        : new EventType(0, "INFO");
  }
}
