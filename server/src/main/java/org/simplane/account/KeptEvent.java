// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that an operator told of its own accord.
 *
 * @param kind such as {@code NETWORK_EVENT}; {@code UNRECOGNISED} for what the adapter does not
 *     know
 * @param key tells it from the others of its kind
 * @param subscription empty where it is about none that the operator shows
 * @param body of what no other part of Simplane keeps
 */
public record KeptEvent(
    long id,
    long account,
    String kind,
    String key,
    OptionalLong subscription,
    Instant at,
    Instant receivedAt,
    Optional<String> body) {}
