// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.simplane.inventory.Allowance;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Service;
import org.simplane.operator.Status;

/**
 * A SIM.
 *
 * @param iccid 19 digits, without the check digit
 * @param currentQuota the booked volume in MB, not what is left of it
 * @param lifetimeEndDate ours, in the answer to a single SIM alone: the document promises a
 *     lifetime and names no field for it
 */
record SimWire(
    String iccid,
    @Nullable String iccidWithLuhn,
    @Nullable String imsi,
    @JsonProperty("imsi_2") @Nullable String imsi2,
    @Nullable String currentImsi,
    @Nullable String msisdn,
    @Nullable String imei,
    boolean imeiLock,
    String status,
    @Nullable String activationDate,
    @Nullable String ipAddress,
    @Nullable BigDecimal currentQuota,
    QuotaStatusWire quotaStatus,
    @JsonProperty("current_quota_SMS") @Nullable Long currentQuotaSms,
    @JsonProperty("quota_status_SMS") QuotaStatusWire quotaStatusSms,
    @Nullable String label,
    @Nullable String lifetimeEndDate) {

  private static final int WITHOUT_CHECK_DIGIT = 19;

  /** As in a list. */
  static SimWire of(Subscription subscription) {
    return of(subscription, null);
  }

  /** As answered for one SIM. */
  static SimWire single(Subscription subscription) {
    return of(subscription, subscription.standing().endsAt().map(Dates::millis).orElse(null));
  }

  private static SimWire of(Subscription subscription, @Nullable String lifetimeEnd) {
    Identity identity = subscription.identity();
    Standing standing = subscription.standing();
    Iccid iccid = identity.iccid().orElseThrow();
    Allowance data = subscription.allowances().get(Service.DATA);
    Allowance sms = subscription.allowances().get(Service.SMS);
    String imsi = identity.imsi().map(Imsi::digits).orElse(null);
    return new SimWire(
        iccid(iccid),
        iccidWithLuhn(iccid),
        imsi,
        identity.imsi2().map(Imsi::digits).orElse(null),
        imsi,
        identity.msisdnData().map(Msisdn::digits).orElse(null),
        identity.imei().map(Imei::digits).orElse(null),
        subscription.imeiLock(),
        status(standing.status()),
        standing.activatedAt().map(Dates::millis).orElse(null),
        identity.ipAddress().orElse(null),
        data == null ? null : Megabytes.of(data.total()),
        QuotaStatusWire.of(subscription.allowances(), Service.DATA),
        sms == null ? null : sms.total(),
        QuotaStatusWire.of(subscription.allowances(), Service.SMS),
        subscription.label().orElse(null),
        lifetimeEnd);
  }

  /** 19 digits where the card has 20; a number of another length is shown as it is. */
  static String iccid(Iccid iccid) {
    String digits = iccid.digits();
    return digits.length() == WITHOUT_CHECK_DIGIT + 1
        ? digits.substring(0, WITHOUT_CHECK_DIGIT)
        : digits;
  }

  private static @Nullable String iccidWithLuhn(Iccid iccid) {
    return switch (iccid.digits().length()) {
      case WITHOUT_CHECK_DIGIT -> iccid.plusCheckDigit().digits();
      case WITHOUT_CHECK_DIGIT + 1 -> iccid.digits();
      default -> null;
    };
  }

  /** The dialect knows on and off. Whatever is not on the air by the customer's will is off. */
  static String status(Status status) {
    return switch (status) {
      case ACTIVE -> "Enabled";
      case CREATED,
          INVENTORY,
          PENDING_ACTIVE,
          SUSPENDED,
          BLOCKED,
          PENDING_TERMINATE,
          TERMINATED,
          DELETED,
          UNKNOWN ->
          "Disabled";
    };
  }
}
