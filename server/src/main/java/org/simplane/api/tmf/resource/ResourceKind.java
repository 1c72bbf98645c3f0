// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import java.util.Arrays;
import java.util.Optional;

/** What a subscription consists of, as resources. */
enum ResourceKind {
  /** The card, known by its ICCID. */
  SIM_CARD("", "SIM card", true),
  /** The satellite terminal, known by its serial number. */
  TERMINAL("", "Satellite terminal", true),
  IMSI("imsi-", "IMSI", false),
  MSISDN("msisdn-", "MSISDN", false),
  /** The chip that holds profiles, known by its EID. */
  EUICC("eid-", "eUICC", false);

  private final String prefix;
  private final String category;
  private final boolean physical;

  ResourceKind(String prefix, String category, boolean physical) {
    this.prefix = prefix;
    this.category = category;
    this.physical = physical;
  }

  /** What an id of this kind begins with; of physical resources the id is their number. */
  String prefix() {
    return prefix;
  }

  /** As {@code category} of a resource says it. */
  String category() {
    return category;
  }

  boolean isPhysical() {
    return physical;
  }

  /** {@code @type}, a definition of TMF639 v4. */
  String type() {
    return physical ? "PhysicalResource" : "LogicalResource";
  }

  /** The kind of a logical resource's id; empty where it is a physical one's. */
  static Optional<ResourceKind> logical(String id) {
    return Arrays.stream(values())
        .filter(kind -> !kind.physical && id.startsWith(kind.prefix))
        .findFirst();
  }
}
