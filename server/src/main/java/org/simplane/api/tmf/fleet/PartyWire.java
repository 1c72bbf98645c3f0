// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has to do with a subscription, as version 4 of the APIs writes it (definition {@code
 * RelatedParty}): the customer at the operator, and the operator account of ours.
 */
public record PartyWire(
    String id,
    Optional<String> name,
    String role,
    @JsonProperty("@referredType") String referredType) {

  private static final String ACCOUNT = "account-";

  public static List<PartyWire> of(Member member) {
    List<PartyWire> parties = new ArrayList<>();
    member
        .details()
        .customer()
        .ifPresent(customer ->
            parties.add(new PartyWire(customer, Optional.empty(), "customer", "Organization")));
    parties.add(
        new PartyWire(
            ACCOUNT + member.account().id(),
            Optional.of(member.accountName()),
            "operatorAccount",
            "Organization"));
    return parties;
  }

  /** The accounts among the ids of parties; perhaps none. */
  public static Set<Long> accounts(Collection<String> ids) {
    return ids.stream()
        .filter(id -> id.matches(ACCOUNT + "[0-9]{1,18}"))
        .map(id -> Long.valueOf(id.substring(ACCOUNT.length())))
        .collect(Collectors.toSet());
  }
}
