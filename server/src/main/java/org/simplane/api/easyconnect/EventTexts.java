// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.util.Optional;
import org.simplane.connectivity.Kinds;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.connectivity.OperatorEvents;
import org.simplane.operator.EventDetail;

/**
 * What this dialect says of an event, in its platform's sentences (contracts/easyconnect-1nce.md
 * 7.3). An operator's own sentence goes through as it came.
 */
final class EventTexts {

  private static final String SMS = "SMS";

  private EventTexts() {}

  static String of(NetworkEvent event, String imsi) {
    return event.detail(OperatorEvents.TEXT).orElseGet(() -> ours(event, imsi));
  }

  private static String ours(NetworkEvent event, String imsi) {
    boolean sms = event.detail(EventDetail.SERVICE).filter(SMS::equals).isPresent();
    return switch (event.kind()) {
      case Kinds.ATTACH, Kinds.LOCATION_UPDATE -> location(event, imsi);
      case Kinds.DETACH ->
          (isPacket(event) ? "SGSN" : "VLR")
              + " location information has been purged for IMSI='"
              + imsi
              + "'.";
      case Kinds.SESSION_START -> session(event);
      case Kinds.SESSION_UPDATE -> "PDP Context updated.";
      case Kinds.SESSION_END -> "PDP Context deleted.";
      case Kinds.AUTHENTICATION_FAILURE -> "User authentication failed";
      case Kinds.IMEI_CHANGE ->
          "IMEI changed" + event.imei().map(imei -> " to '" + imei.digits() + "'").orElse("");
      case Kinds.STATUS_CHANGE ->
          "Status of SIM changed from '%s' to '%s'"
              .formatted(
                  status(event.detail(EventDetail.BEFORE)),
                  status(event.detail(EventDetail.AFTER)));
      case Kinds.QUOTA_THRESHOLD ->
          (sms ? "SMS quota" : "Endpoint quota")
              + " threshold reached, volume is below "
              + event.detail("thresholdPercent").orElse("20")
              + "%.";
      case Kinds.QUOTA_EXHAUSTED ->
          sms
              ? "SMS quota volume is completely used up and SMS access denied for endpoint."
              : "Quota volume is completely used up and data access denied for endpoint.";
      case Kinds.QUOTA_ENABLED -> sms ? "SMS Quota Enabled" : "Data Quota Enabled";
      case Kinds.ASSIGNED -> "SIM Assigned";
      case Kinds.RELEASED -> "SIM Released";
      case Kinds.BLOCKED, Kinds.LOCK_VIOLATED -> "Endpoint blocked";
      case Kinds.RESET -> "Connectivity of SIM was reset";
      default -> event.kind();
    };
  }

  private static String location(NetworkEvent event, String imsi) {
    if (!isPacket(event)) {
      return "New location received from VLR for IMSI='%s', now attached to VLR='%s'."
          .formatted(imsi, event.detail(EventDetail.VLR).orElse(""));
    }
    return "New location received from SGSN for IMSI='%s', now attached to SGSN='%s', IP='%s', RAT type='%s'."
        .formatted(
            imsi,
            event.detail(EventDetail.SGSN).orElse(""),
            event.detail(EventDetail.SGSN_ADDRESS).orElse(""),
            event.radio().map(radio -> radio.equals("EUTRAN") ? "E_UTRAN" : radio).orElse(""));
  }

  /** Who tells a VLR alone speaks of the circuit-switched side. */
  static boolean isPacket(NetworkEvent event) {
    return event.detail(EventDetail.SGSN).isPresent() || event.detail(EventDetail.VLR).isEmpty();
  }

  private static String session(NetworkEvent event) {
    String address = event.detail(EventDetail.SGSN_ADDRESS).orElse("");
    return "New PDP Context successfully activated with SGSN CP="
        + address
        + ", DP="
        + address
        + ".";
  }

  /** This platform's words, as events use them. */
  private static String status(Optional<String> status) {
    String word = status.orElse("");
    int slash = word.indexOf('/');
    return switch (slash < 0 ? word : word.substring(0, slash)) {
      case "ACTIVE" -> "Activated";
      case "SUSPENDED", "BLOCKED" -> "Suspended";
      case "CREATED", "INVENTORY", "PENDING_ACTIVE" -> "Issued";
      case "PENDING_TERMINATE", "TERMINATED", "DELETED" -> "Deleted";
      default -> word;
    };
  }
}
