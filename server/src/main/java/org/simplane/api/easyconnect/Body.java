// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads request bodies, within a limit. */
final class Body {

  private Body() {}

  static byte[] bytes(Context context, int limit) {
    try (InputStream in = context.bodyInputStream()) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new Refusal(413, "The body is larger than " + limit + " bytes");
      }
      return bytes;
    } catch (IOException brokenOff) {
      throw new Refusal(400, "The body cannot be read to its end");
    }
  }

  static String text(Context context, int limit) {
    return new String(bytes(context, limit), StandardCharsets.UTF_8);
  }

  static JsonNode json(Context context, int limit) {
    byte[] bytes = bytes(context, limit);
    if (bytes.length == 0) {
      throw new Refusal(400, "The body is missing");
    }
    try {
      return WireJson.MAPPER.readTree(bytes);
    } catch (JacksonException malformed) {
      throw new Refusal(400, "The body is not JSON: " + malformed.getOriginalMessage());
    }
  }
}
