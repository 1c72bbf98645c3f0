// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Serves the dialect's OpenAPI file, as JSON: that is what importers of the original expect. */
final class ApiDocument {

  private static final String RESOURCE = "/openapi/easyconnect.yaml";

  /** Made when it is first asked for; should two ask at once, they make the same. */
  private volatile byte @Nullable [] json;

  void serve(Context context) {
    byte[] made = json;
    if (made == null) {
      made = read();
      json = made;
    }
    Answer.json(context, 200, made);
  }

  private static byte[] read() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Not in the jar: " + RESOURCE);
      }
      return WireJson.bytes(new YAMLMapper().readTree(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
