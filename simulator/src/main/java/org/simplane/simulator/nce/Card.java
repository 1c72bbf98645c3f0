// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;

/**
 * What is printed on a SIM, so to say: it stays. {@code iccid} is of 19 digits, without check
 * digit.
 */
record Card(
    String iccid,
    String imsi,
    String msisdn,
    String ipAddress,
    Instant activatedAt,
    Instant expiresAt) {}
