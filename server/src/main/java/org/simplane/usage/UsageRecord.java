// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.simplane.operator.Plmn;

/**
 * One metered event (CDR).
 *
 * @param recordId the sender's; unique with feed and start
 * @param seconds how long it lasted
 * @param sequence place of a partial record in its session
 */
public record UsageRecord(
    long feed,
    String recordId,
    Instant startedAt,
    long subscription,
    long organisation,
    Bearer bearer,
    Direction direction,
    int seconds,
    long bytesUp,
    long bytesDown,
    Optional<Plmn> network,
    Optional<String> rat,
    Optional<String> imei,
    Optional<String> apn,
    Optional<String> ip,
    OptionalInt areaCode,
    OptionalLong cell,
    Optional<String> chargingId,
    OptionalInt sequence,
    Optional<String> cause,
    Optional<String> node) {}
