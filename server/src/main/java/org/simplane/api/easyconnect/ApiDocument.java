// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the dialect's OpenAPI file. */
final class ApiDocument {

  static final String RESOURCE = "/openapi/easyconnect.yaml";

  private final byte[] yaml;

  ApiDocument() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Not in the jar: " + RESOURCE);
      }
      yaml = in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void serve(Context context) {
    Answer.headers(context).status(200).contentType("application/yaml").result(yaml);
  }
}
