// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/** What a route answers with. */
sealed interface Answer {

  int status();

  Map<String, String> headers();

  /**
   * A value as JSON.
   *
   * @param remembered what a repetition with the same Idempotency-Key is answered with: the same,
   *     but for secrets
   */
  record Json(int status, Object body, Object remembered, Map<String, String> headers)
      implements Answer {

    public Json {
      headers = Map.copyOf(headers);
    }

    Json withHeader(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Json(status, body, remembered, more);
    }

    /** The version, to be given back as If-Match. */
    Json withVersion(long version) {
      return withHeader("ETag", "\"" + version + "\"");
    }

    /** What is answered to a repetition, without the secrets of the first answer. */
    Json remembering(Object withoutSecrets) {
      return new Json(status, body, withoutSecrets, headers);
    }
  }

  /** No body. */
  record Empty(int status, Map<String, String> headers) implements Answer {}

  /** A body that is not JSON, written while it is read. */
  record Stream(int status, String contentType, Body body, Map<String, String> headers)
      implements Answer {}

  /** Writes a body. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  static Json ok(Object body) {
    return new Json(200, body, body, Map.of());
  }

  static Json created(Object body, String location) {
    return new Json(201, body, body, Map.of("Location", location));
  }

  /** Something is going on; the job tells how far it is. */
  static Json accepted(Object body, String location) {
    return new Json(202, body, body, Map.of("Location", location));
  }

  static Empty noContent() {
    return new Empty(204, Map.of());
  }

  static Stream stream(String contentType, Body body) {
    return new Stream(200, contentType, body, Map.of());
  }
}
