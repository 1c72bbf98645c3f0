// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.simplane.api.BoundedBody;
import org.simplane.api.JsonPart;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;

/**
 * What a batch asks for, read name by name: as a tree the longest, or one made to be large, would
 * not fit into a small server.
 */
record TaskBody(Set<String> products, Patch patch) {

  static final String LIST = "productList";
  static final String PATCH = "patch";

  private static final int LARGEST = 32 * 1024 * 1024;
  private static final int LONGEST = 100_000;

  /** Brackets, names and values of one member: a patch is no longer. */
  private static final int MOST_TOKENS = 5_000;

  static TaskBody read(Request request) {
    return read(request.context().bodyInputStream());
  }

  /** Reads to the end, and closes. */
  static TaskBody read(InputStream body) {
    try (InputStream in = body;
        JsonParser parser =
            WireJson.MAPPER.createParser(new BoundedBody(in, LARGEST, TaskBody::tooLarge))) {
      Reading reading = new Reading(parser);
      reading.body();
      if (parser.nextToken() != null) {
        throw new Refusal(400, "The body is not JSON: something stands behind it");
      }
      if (reading.patch.isEmpty()) {
        throw Request.invalid(PATCH, "is missing");
      }
      if (reading.products.isEmpty()) {
        throw Request.invalid(LIST, "must name 1 to " + LONGEST + " products");
      }
      return new TaskBody(reading.products, reading.patch.get());
    } catch (JacksonIOException | IOException brokenOff) {
      throw new Refusal(400, "The body cannot be read to its end");
    } catch (JacksonException malformed) {
      throw new Refusal(400, "The body is not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(413, "The body is larger than " + LARGEST + " bytes");
  }

  private static final class Reading {

    private final JsonParser parser;
    private final Set<String> products = new LinkedHashSet<>();

    /** Of all lists, where a body has several. */
    private int entries;

    private Optional<Patch> patch = Optional.empty();

    private Reading(JsonParser parser) {
      this.parser = parser;
    }

    private void body() {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Refusal(400, "The body is missing");
      }
      if (first != JsonToken.START_OBJECT) {
        throw Request.invalid(PATCH, "is missing");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case LIST -> list(value);
          case PATCH -> patch = Optional.of(Patch.of(part(PATCH), PATCH));
          default -> parser.skipChildren();
        }
      }
    }

    private void list(JsonToken token) {
      if (token == JsonToken.VALUE_NULL) {
        return;
      }
      if (token != JsonToken.START_ARRAY) {
        throw Request.invalid(LIST, "a list of texts is expected");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (++entries > LONGEST) {
          throw Request.invalid(LIST, "holds at most " + LONGEST + " entries");
        }
        products.add(Request.text(part(LIST), LIST));
      }
    }

    private JsonNode part(String name) {
      return JsonPart.read(WireJson.MAPPER, parser, MOST_TOKENS)
          .orElseThrow(() -> Request.invalid(name, "is too large"));
    }
  }
}
