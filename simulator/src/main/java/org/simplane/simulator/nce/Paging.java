// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A page of a list with its four headers (contract section 1.2). */
record Paging(ArrayNode items, Map<String, String> headers) {

  private static final int USUAL_SIZE = 10;

  /** A size above the largest is cut to it (assumed); empty where page or size is no number. */
  static Optional<Paging> page(List<? extends JsonNode> all, int largest, Request request) {
    String page = request.parameter("page").orElse("1");
    String size = request.parameter("pageSize").orElse(String.valueOf(USUAL_SIZE));
    if (!page.matches("[1-9]\\d{0,8}") || !size.matches("[1-9]\\d{0,8}")) {
      return Optional.empty();
    }
    int count = Math.min(Integer.parseInt(size), largest);
    int number = Integer.parseInt(page);
    ArrayNode items = Json.array();
    all.stream().skip((number - 1L) * count).limit(count).forEach(items::add);
    return Optional.of(
        new Paging(
            items,
            Map.of(
                "X-Total-Count", String.valueOf(all.size()),
                "X-Total-Pages", String.valueOf((all.size() + count - 1) / count),
                "X-Count-Per-Page", String.valueOf(count),
                "X-Current-Page", page)));
  }
}
