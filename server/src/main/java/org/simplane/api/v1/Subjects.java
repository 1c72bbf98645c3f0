// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the features' words for what a change or an event is about lead to ids of this API. */
final class Subjects {

  private static final Map<String, Ids.Kind> KINDS =
      Map.ofEntries(
          Map.entry("order", Ids.Kind.ORDER),
          Map.entry("product", Ids.Kind.PRODUCT),
          Map.entry("support", Ids.Kind.SUPPORT),
          Map.entry("subscription", Ids.Kind.SIM),
          Map.entry("organisation", Ids.Kind.ORGANISATION),
          Map.entry("user", Ids.Kind.USER),
          Map.entry("client", Ids.Kind.CLIENT),
          Map.entry("account", Ids.Kind.ACCOUNT),
          Map.entry("job", Ids.Kind.JOB),
          Map.entry("feed", Ids.Kind.FEED),
          Map.entry("message", Ids.Kind.MESSAGE),
          Map.entry("webhook", Ids.Kind.WEBHOOK));

  /** A row, by the feature's word for its kind. */
  record Subject(String kind, long id) {}

  private Subjects() {}

  /** Empty for what has no ids in this API. */
  static Optional<Ids.Kind> kind(String word) {
    return Optional.ofNullable(KINDS.get(word));
  }

  /** The subject behind an id of any kind. */
  static Subject read(Ids ids, String field, String text) {
    for (Map.Entry<String, Ids.Kind> kind : KINDS.entrySet()) {
      OptionalLong id = ids.read(kind.getValue(), text);
      if (id.isPresent()) {
        return new Subject(kind.getKey(), id.getAsLong());
      }
    }
    throw Fields.invalid(field, "is no id of this API");
  }

  /** What a feature wrote down of a change, with this API's ids in place of the store's. */
  static JsonNode show(Ids ids, JsonNode written) {
    if (!(written instanceof ObjectNode object)) {
      return written;
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(entry -> {
          Optional<Ids.Kind> kind = kind(entry.getKey());
          JsonNode value = entry.getValue();
          if (kind.isPresent() && value.isIntegralNumber()) {
            shown.put(entry.getKey(), ids.show(kind.get(), value.asLong()));
          } else {
            shown.set(entry.getKey(), show(ids, value));
          }
        });
    return shown;
  }
}
