// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.adapter.described.Description.Listing;
import org.simplane.adapter.described.Description.Paging;
import org.simplane.operator.Inventory;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

final class DescribedInventory implements Inventory {

  private final Description description;
  private final DescribedClient client;
  private final SimReader reader;

  DescribedInventory(Description description, DescribedClient client) {
    this.description = description;
    this.client = client;
    this.reader = new SimReader(description);
  }

  @Override
  public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
    Facts facts;
    try {
      facts = client.get(description.find().path(), Map.of("key", ref.operatorKey()));
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    JsonNode item = facts.at(description.find().item());
    if (item.isMissingNode() || item.isNull() || (item.isObject() && item.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(sim(item));
  }

  @Override
  public SimPage list(Optional<String> from) throws OperatorException {
    return list(description.list(), from, "");
  }

  @Override
  public Set<Part> parts() {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (description.fields().iccid() != null) {
      parts.add(Part.SIM_CARD);
    }
    if (description.fields().terminal() != null) {
      parts.add(Part.TERMINAL);
    }
    if (description.fields().dataConnectivity() != null) {
      parts.add(Part.DATA_CONNECTIVITY);
    }
    return parts;
  }

  @Override
  public boolean listsWhole() {
    return description.list().whole();
  }

  @Override
  public Optional<ChangedList> changedList() {
    return Optional.ofNullable(description.changed())
        .map(listing ->
            (since, from) -> list(listing, from, since.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private SimPage list(Listing listing, Optional<String> from, String since)
      throws OperatorException {
    long number = number(listing, from);
    String first = listing.firstPath();
    String path = from.isEmpty() && first != null ? first : listing.path();
    Facts facts =
        client.get(
            path,
            Map.of(
                "page", String.valueOf(number),
                "offset", String.valueOf(number),
                "cursor", from.orElse(""),
                "since", since,
                "size", String.valueOf(listing.size())));
    JsonNode items = facts.at(listing.items());
    if (!items.isArray()) {
      throw new OperatorException(Kind.MALFORMED_REPLY, "The list holds no subscriptions");
    }
    List<Sim> sims = new ArrayList<>(items.size());
    for (JsonNode item : items.values()) {
      sims.add(sim(item));
    }
    OptionalLong total = facts.whole(listing.total());
    return new SimPage(
        sims,
        next(listing, facts, number, sims.size(), total),
        total.isPresent() ? Optional.of(total.getAsLong()) : Optional.empty());
  }

  private static Optional<String> next(
      Listing listing, Facts facts, long number, int found, OptionalLong total) {
    if (listing.paging() == Paging.CURSOR) {
      return facts.text(listing.next());
    }
    long passed =
        listing.paging() == Paging.OFFSET
            ? number + found
            : (number - listing.first()) * listing.size() + found;
    boolean more = total.isPresent() ? passed < total.getAsLong() : found == listing.size();
    long next = listing.paging() == Paging.OFFSET ? passed : number + 1;
    return more && found > 0 ? Optional.of(String.valueOf(next)) : Optional.empty();
  }

  private static long number(Listing listing, Optional<String> from) throws OperatorException {
    if (listing.paging() == Paging.CURSOR) {
      return 0;
    }
    try {
      return from.map(Long::parseLong).orElse((long) listing.first());
    } catch (NumberFormatException e) {
      throw new OperatorException(Kind.REJECTED, "Not a page of this operator", e);
    }
  }

  private Sim sim(JsonNode item) throws OperatorException {
    return reader
        .read(item)
        .orElseThrow(
            () -> new OperatorException(Kind.MALFORMED_REPLY, "A subscription has no key"));
  }
}
