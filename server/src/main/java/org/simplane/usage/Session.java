// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.simplane.operator.Plmn;

/**
 * One communication: the partial records of one charging id summed, or a single record where there
 * is none. What can change within a session (cell, radio) is that of its last record.
 *
 * @param seconds from the first record's start to the last one's end
 * @param bytesUp from the device, in bytes
 * @param bytesDown to the device, in bytes
 * @param cause why the last record was closed
 */
public record Session(
    long subscription,
    Optional<String> chargingId,
    Bearer bearer,
    Direction direction,
    Instant startedAt,
    Instant endedAt,
    long seconds,
    long bytesUp,
    long bytesDown,
    int records,
    Optional<Plmn> network,
    Optional<String> rat,
    Optional<String> imei,
    Optional<String> apn,
    Optional<String> ip,
    OptionalInt areaCode,
    OptionalLong cell,
    Optional<String> cause,
    Optional<String> node) {}
