// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import org.jspecify.annotations.Nullable;
import org.simplane.operator.Plmn;

/**
 * One metered event as a charging gateway writes it down.
 *
 * @param start seconds since 1970, as {@code end}
 * @param imei absent where the network did not learn it, as are {@code apn}, {@code ip} and {@code
 *     cause}
 */
record UsageRecord(
    String id,
    Type type,
    long sim,
    @Nullable String imei,
    long start,
    long end,
    long bytesUp,
    long bytesDown,
    @Nullable String apn,
    @Nullable String ip,
    Plmn network,
    String rat,
    int area,
    int cell,
    long chargingId,
    int sequence,
    @Nullable Cause cause) {

  /** What was metered. */
  enum Type {
    DATA,
    SMS_MO,
    SMS_MT,
    VOICE,
    MMS
  }

  /** Why a record was closed, in the words of 3GPP TS 32.298 (CauseForRecClosing). */
  enum Cause {
    NORMAL_RELEASE,
    ABNORMAL_RELEASE,
    TIME_LIMIT,
    MANAGEMENT_INTERVENTION
  }
}
