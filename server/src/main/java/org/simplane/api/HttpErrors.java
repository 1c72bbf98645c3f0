// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.simplane.api.Dialect.ErrorBody;

/**
 * Answers requests that HTTP itself forbids, such as one with a broken path, in the form of the
 * dialect that they were meant for. Says no more than the status: the caller sent nothing that
 * could be explained further.
 */
final class HttpErrors extends ErrorHandler {

  private final List<Dialect> dialects;

  HttpErrors(List<Dialect> dialects) {
    this.dialects = dialects;
  }

  /** In the form of the dialect that owns the path, or as a plain problem (RFC 9457). */
  ErrorBody body(int status, String message, String path) {
    return dialects.stream()
        .filter(dialect -> dialect.owns(path))
        .findFirst()
        .map(dialect -> dialect.error(status, message, path))
        .orElseGet(() -> problem(status));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String path = request.getHttpURI().getPath();
    ErrorBody body = body(status, HttpStatus.getMessage(status), path == null ? "" : path);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
    Content.Sink.write(response, true, body.content(), callback);
    return true;
  }

  private static ErrorBody problem(int status) {
    return new ErrorBody(
        "application/problem+json",
        "{\"title\":\"%s\",\"status\":%d}".formatted(HttpStatus.getMessage(status), status));
  }
}
