// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/**
 * Something that happened to a subscription on its network, to be stored.
 *
 * @param id the teller's; with {@code at} it tells a repeated event from a new one
 * @param organisation the one that had the subscription at the time
 * @param kind such as {@code ATTACH}; words that Simplane does not know are kept
 * @param radio the network's word for the radio access, such as {@code EUTRAN}
 * @param detail what else was told, a JSON object
 */
public record NewEvent(
    String id,
    Instant at,
    long subscription,
    long organisation,
    String kind,
    NetworkEvent.Source source,
    Optional<Plmn> network,
    Optional<String> radio,
    Optional<Imei> imei,
    String detail) {}
