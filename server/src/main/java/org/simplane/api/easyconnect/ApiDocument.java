// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Serves an OpenAPI file of the dialect, as JSON: that is what importers of the original expect.
 * Its server is the address that the reader can call.
 */
final class ApiDocument {

  private final String resource;
  private final PublicUrl url;

  /** Made when it is first asked for; should two ask at once, they make the same. */
  private volatile @Nullable ObjectNode document;

  ApiDocument(String resource, PublicUrl url) {
    this.resource = resource;
    this.url = url;
  }

  void serve(Context context) {
    ObjectNode made = document;
    if (made == null) {
      made = read();
      document = made;
    }
    ObjectNode copy = WireJson.MAPPER.createObjectNode();
    copy.setAll(made);
    copy.putArray("servers").addObject().put("url", url.base(context));
    Answer.json(context, 200, copy);
  }

  private ObjectNode read() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Not in the jar: " + resource);
      }
      return (ObjectNode) new YAMLMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
