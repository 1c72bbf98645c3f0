// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.simplane.Failure;

/** Writes answers with the headers that the dialect's platform sends. */
final class Answer {

  static final String JSON_TYPE = "application/json;charset=UTF-8";

  private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JSON_TYPE);
  private static final HttpField EMPTY =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final List<HttpField> SECURITY =
      List.of(
          new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
          new PreEncodedHttpField("X-XSS-Protection", "1; mode=block"),
          new PreEncodedHttpField(
              HttpHeader.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate"),
          new PreEncodedHttpField(HttpHeader.PRAGMA, "no-cache"),
          new PreEncodedHttpField(HttpHeader.EXPIRES, "0"),
          new PreEncodedHttpField("X-Frame-Options", "DENY"),
          new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
  private static final byte[] NOTHING = {};

  private Answer() {}

  static void json(Context context, int status, Object wire) {
    json(context, status, WireJson.bytes(wire));
  }

  static void json(Context context, int status, byte[] json) {
    send(context, status, JSON, json);
  }

  /** {@code Content-Length: 0}: clients take a body for a failure. */
  static void empty(Context context, int status) {
    send(context, status, EMPTY, NOTHING);
  }

  static void error(Context context, ErrorWire error) {
    if (error.status() == 401) {
      context.header("WWW-Authenticate", "Bearer"); // RFC 9110 section 15.5.2
    }
    Object body = V2ErrorWire.isFor(context.path()) ? V2ErrorWire.of(error) : error;
    json(context, error.status(), body);
  }

  /** Whole seconds, at least one. */
  static void retryAfter(Context context, Failure.Throttled throttled) {
    context.header("Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
  }

  private static void send(Context context, int status, HttpField contentType, byte[] body) {
    context.status(status).result(body);
    // Behind the servlet API, which would write the charset in lower case.
    HttpFields.Mutable headers =
        ServletContextRequest.getServletContextRequest(context.req())
            .getServletContextResponse()
            .getWrapped()
            .getHeaders();
    headers.put(contentType);
    SECURITY.forEach(headers::put);
  }
}
