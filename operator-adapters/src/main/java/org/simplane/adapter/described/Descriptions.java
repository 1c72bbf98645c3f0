// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads descriptions, and lays an account's own facts over them. */
final class Descriptions {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Descriptions() {}

  /** The file of a platform, beside its class. */
  static ObjectNode file(Class<?> platform, String name) {
    try (InputStream in = platform.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not beside " + platform.getName());
      }
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The description with a JSON merge patch (RFC 7386) laid over it.
   *
   * @throws IllegalArgumentException if the patch is no JSON object, or the whole makes no sense
   */
  static Description patched(ObjectNode file, String patch) {
    ObjectNode whole = file.deepCopy();
    try {
      if (!patch.isBlank()) {
        if (!(JSON.readTree(patch) instanceof ObjectNode given)) {
          throw new IllegalArgumentException("The setting 'contract' is no JSON object");
        }
        merge(whole, given);
      }
      return JSON.treeToValue(whole, Description.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "The setting 'contract' makes no sense: " + e.getOriginalMessage(), e);
    }
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    for (var entry : patch.properties()) {
      JsonNode value = entry.getValue();
      if (value.isNull()) {
        into.remove(entry.getKey());
      } else if (value instanceof ObjectNode object
          && into.get(entry.getKey()) instanceof ObjectNode there) {
        merge(there, object);
      } else {
        into.set(entry.getKey(), value);
      }
    }
  }
}
