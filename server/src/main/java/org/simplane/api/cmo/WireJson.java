// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How the dialect's records become JSON: in the order of the record, absent values left out. */
final class WireJson {

  private static final int DEEPEST = 20;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .changeDefaultPropertyInclusion(_ ->
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private WireJson() {}

  static ObjectNode tree(Object wire) {
    return MAPPER.valueToTree(wire);
  }

  /** Those of its members that are named; an empty set names all. */
  static ObjectNode narrowed(ObjectNode object, Set<String> fields) {
    if (!fields.isEmpty()) {
      object.retain(fields);
    }
    return object;
  }
}
