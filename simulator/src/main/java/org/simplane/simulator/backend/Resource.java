// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.util.Arrays;
import java.util.List;
import org.simplane.simulator.control.Request;

/**
 * What a request asks of a platform whose paths are {@code base/collection[/id[/part]]}.
 *
 * @param what method, collection and part, with a star where an id stands: {@code GET sims}, {@code
 *     GET sims/*}, {@code POST sims/*{@literal /}state}; the method alone outside the base
 * @param id empty where none stands
 */
public record Resource(String what, String id) {

  /** {@code base} without a slash at the end, such as {@code /api/v1}. */
  public static Resource of(Request request, String base) {
    String path = request.path();
    if (!path.startsWith(base + "/")) {
      return new Resource(request.method(), "");
    }
    List<String> parts = Arrays.asList(path.substring(base.length() + 1).split("/"));
    StringBuilder what = new StringBuilder(request.method()).append(' ').append(parts.getFirst());
    if (parts.size() > 1) {
      what.append("/*");
    }
    parts.stream().skip(2).forEach(part -> what.append('/').append(part));
    return new Resource(what.toString(), parts.size() > 1 ? parts.get(1) : "");
  }
}
