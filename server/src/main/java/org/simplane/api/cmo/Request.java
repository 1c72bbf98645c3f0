// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A request of somebody who has shown a token and may address the tenant.
 *
 * @param caller acts in the tenant, whatever else the token is good for
 * @param tenant the address of the tenant, such as {@code
 *     https://here/connection-management-orchestrator/v5/fleet}
 */
record Request(Context context, Caller caller, String tenant) {

  private static final int USUAL_PAGE = 10;
  private static final int LARGEST_PAGE = 1000;
  private static final int LAST_PAGE = 1_000_000;

  String product(String id) {
    return tenant + "/product/" + Cmo.segment(id);
  }

  String monitor(String id) {
    return tenant + "/monitor/" + Cmo.segment(id);
  }

  String parameter(String name) {
    return context.pathParam(name);
  }

  /** Counted from 1. */
  int pageNumber() {
    return whole("pageNumber", 1, LAST_PAGE);
  }

  int pageSize() {
    return whole("pageSize", USUAL_PAGE, LARGEST_PAGE);
  }

  /** Those asked for; empty: all. */
  Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    for (String list : context.queryParams("fields")) {
      for (String name : list.split(",")) {
        if (!name.isBlank()) {
          fields.add(name.strip());
        }
      }
    }
    return fields;
  }

  /** In lower case, without its parameters. */
  String mediaType() {
    String type = context.contentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  JsonNode json(int limit) {
    byte[] bytes;
    try (InputStream in = context.bodyInputStream()) {
      bytes = in.readNBytes(limit + 1);
    } catch (IOException brokenOff) {
      throw new Refusal(400, "The body cannot be read to its end");
    }
    if (bytes.length > limit) {
      throw new Refusal(413, "The body is larger than " + limit + " bytes");
    }
    if (bytes.length == 0) {
      throw new Refusal(400, "The body is missing");
    }
    try {
      return WireJson.MAPPER.readTree(bytes);
    } catch (JacksonException malformed) {
      throw new Refusal(400, "The body is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** The texts of a list; an absent one is empty. */
  static List<String> texts(JsonNode body, String name, int most) {
    JsonNode list = body.get(name);
    List<String> texts = new ArrayList<>();
    if (list == null || list.isNull()) {
      return texts;
    }
    if (!list.isArray()) {
      throw invalid(name, "a list of texts is expected");
    }
    if (list.size() > most) {
      throw invalid(name, "holds at most " + most + " entries");
    }
    for (JsonNode entry : list) {
      texts.add(text(entry, name));
    }
    return texts;
  }

  /** One that can be stored. */
  static String text(JsonNode node, String name) {
    if (!node.isString() && !node.isNumber()) {
      throw invalid(name, "a text is expected");
    }
    String text = node.asString();
    boolean storable =
        text.indexOf('\0') < 0
            && text.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (!storable) {
      throw invalid(name, "holds characters that are none");
    }
    return text;
  }

  static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }

  private int whole(String name, int usual, int most) {
    String text = context.queryParam(name);
    if (text == null) {
      return usual;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      // told below
    }
    throw invalid(name, "must be a whole number from 1 to " + most);
  }
}
