// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.List;
import java.util.Optional;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.operator.Details;

/**
 * Whose account a product is in.
 *
 * @param id the customer or account id at the operator; the name where it tells none
 * @param name of the operator account here; the operator's where the account is not in sight
 */
record PartyWire(String id, String name, String role) {

  static List<PartyWire> of(Product product, Scope scope) {
    if (product.account().isEmpty()) {
      return List.of();
    }
    Account account = product.account().get();
    String name = scope.contains(account.organisation()) ? account.name() : account.operatorName();
    Optional<String> customer = product.details().flatMap(Details::customer);
    return List.of(new PartyWire(customer.orElse(name), name, "customer"));
  }
}
