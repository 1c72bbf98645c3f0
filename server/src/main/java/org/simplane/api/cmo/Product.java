// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.simplane.account.Account;
import org.simplane.inventory.KeptDetails;
import org.simplane.inventory.Subscription;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Terminal;

/**
 * A subscription as this dialect sees it: with its account, and with what the operator tells of it.
 *
 * @param account empty where it is out of sight, as after a transfer in the same moment
 */
record Product(Subscription subscription, Optional<Account> account, Optional<KeptDetails> kept) {

  /** {@code {operator}-{ICCID or serial number}}. */
  String id() {
    return operator() + "-" + subscription.businessId();
  }

  String id(Part part) {
    return id() + part.suffix();
  }

  /** In capitals, such as {@code TMSP}. */
  String operator() {
    return account.map(Account::operatorName).orElse("UNKNOWN").toUpperCase(Locale.ROOT);
  }

  boolean isCellular() {
    return subscription.kind() == Subscription.Kind.SIM;
  }

  Optional<Details> details() {
    return kept.map(KeptDetails::details);
  }

  Optional<Terminal> terminal() {
    return details().flatMap(Details::terminal);
  }

  Optional<DataConnectivity> connectivity() {
    return details().flatMap(Details::dataConnectivity);
  }

  /** The sub-product that carries its status and custom properties. */
  Part carrier() {
    return isCellular() ? Part.SIM_CARD : Part.TERMINAL;
  }

  /** Its sub-products; a satellite product with a SIM card has no data connectivity (seeds/003). */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (isCellular()) {
      parts.add(Part.SIM_CARD);
    }
    if (!isCellular() || terminal().isPresent()) {
      parts.add(Part.TERMINAL);
    } else {
      parts.add(Part.DATA_CONNECTIVITY);
    }
    parts.add(Part.USAGE);
    return parts;
  }
}
