// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.account.Freshness;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of a list.
 *
 * @param sources how far what is shown can be relied on, by operator account: our own member
 */
record ListWire(
    List<ObjectNode> entities,
    StatisticsWire statistics,
    List<LinkWire> links,
    List<SourceWire> sources) {

  record StatisticsWire(int currentPage, int pageSize) {}

  record LinkWire(String type, String url) {

    /** To this page, and to those beside it that there are. */
    static List<LinkWire> of(String address, int page, int size, boolean more) {
      List<LinkWire> links = new ArrayList<>();
      links.add(to("self", address, page, size));
      if (page > 1) {
        links.add(to("prev", address, page - 1, size));
      }
      if (more) {
        links.add(to("next", address, page + 1, size));
      }
      return links;
    }

    private static LinkWire to(String type, String address, int page, int size) {
      return new LinkWire(type, address + "?pageSize=" + size + "&pageNumber=" + page);
    }
  }

  /**
   * An operator account that products of the list may come from.
   *
   * @param asOf when the operator's list was last read to its end; absent: never, or there is
   *     nobody to read it from
   * @param reason why it is not fresh
   */
  record SourceWire(
      String name, String system, boolean fresh, Optional<Instant> asOf, Optional<String> reason) {

    static SourceWire of(Freshness freshness) {
      return new SourceWire(
          freshness.account().name(),
          freshness.account().operatorName(),
          freshness.fresh(),
          freshness.asOf(),
          freshness.reason());
    }
  }
}
