// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * One value of a longer JSON text, as a tree. A tree takes many times the memory of its text, so
 * that what may be long is read value by value, and no value may be large.
 */
public final class JsonPart {

  private JsonPart() {}

  /**
   * Reads the value that the parser stands at, and leaves what follows it.
   *
   * @param most so many tokens (brackets, names, values) at most
   * @return empty where the value has more; the parser then stands in the middle of it
   */
  public static Optional<JsonNode> read(ObjectMapper mapper, JsonParser parser, int most) {
    try (TokenBuffer part = TokenBuffer.forBuffering(parser, parser.objectReadContext())) {
      int depth = 0;
      for (int read = 1; read <= most; read++) {
        JsonToken token = parser.currentToken();
        part.copyCurrentEvent(parser);
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          return Optional.of(mapper.readTree(part.asParser()));
        }
        parser.nextToken();
      }
      return Optional.empty();
    }
  }
}
