// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;

/**
 * SimCard of the contract, section 5: what of it the core keeps. Absent values are left out by
 * 1NCE.
 *
 * @param iccid 19 digits, without check digit
 * @param imei 16 digits (IMEISV), sometimes with a trailing {@code f}
 * @param activationDate such as {@code 2018-03-09T07:59:09.000+0000}
 */
record SimWire(
    @Nullable String iccid,
    @Nullable String imsi,
    @Nullable String msisdn,
    @Nullable String imei,
    @Nullable Boolean imeiLock,
    @Nullable String status,
    @Nullable String activationDate,
    @Nullable String ipAddress,
    @Nullable String label) {

  /** Identifiers that make no sense are left out: one odd SIM must not stop the list. */
  Sim sim() {
    String key = String.valueOf(iccid);
    String word = status == null ? "" : status;
    return new Sim(
        new SubscriptionRef(key, key),
        NceStates.of(word),
        word,
        Optional.empty(),
        read(iccid, Iccid::of),
        read(imsi, Imsi::of),
        read(msisdn, Msisdn::of),
        read(imei, Imei::of),
        Optional.empty(),
        text(ipAddress),
        text(label),
        Optional.of(imeiLock != null && imeiLock),
        text(activationDate).flatMap(NceDates::read));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(v -> !v.isBlank());
  }

  /** Empty for what makes no sense. */
  static <T> Optional<T> read(@Nullable String value, Function<String, T> reader) {
    try {
      return text(value).map(reader);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
