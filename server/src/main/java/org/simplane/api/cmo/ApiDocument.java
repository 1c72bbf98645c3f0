// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Serves our own OpenAPI file of the dialect as JSON, with the address its reader can call. */
final class ApiDocument {

  private static final String RESOURCE = "/openapi/cmo.yaml";

  /** Made when it is first asked for; should two ask at once, they make the same. */
  private volatile @Nullable ObjectNode document;

  void serve(Context context, String server) {
    ObjectNode made = document;
    if (made == null) {
      made = read();
      document = made;
    }
    ObjectNode copy = WireJson.MAPPER.createObjectNode();
    copy.setAll(made);
    copy.putArray("servers").addObject().put("url", server);
    context
        .contentType(Answer.JSON)
        .header("Cache-Control", "no-cache")
        .result(WireJson.MAPPER.writeValueAsBytes(copy));
  }

  private static ObjectNode read() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Not in the jar: " + RESOURCE);
      }
      return (ObjectNode) new YAMLMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
