// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.SwaggerUi;

/** {@code /openapi.yaml} and {@code /docs}: the contract, for programs and for people. */
final class DocsRoutes {

  static final String DOCUMENT = "/openapi/v1.yaml";

  private final SwaggerUi pages =
      new SwaggerUi("Simplane API", V1.BASE + "/openapi.yaml", V1.BASE + "/docs");

  List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, "/openapi.yaml", this::document),
        Route.open(HandlerType.GET, "/docs", this::page),
        Route.open(HandlerType.GET, "/docs/{file}", this::file));
  }

  private Answer document(Request request) {
    return Answer.stream(
        "application/yaml;charset=utf-8",
        out -> {
          try (InputStream in = DocsRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
              throw new IOException("The jar lacks " + DOCUMENT);
            }
            in.transferTo(out);
          }
        });
  }

  private Answer page(Request request) {
    return html("text/html;charset=utf-8", pages.page().getBytes(StandardCharsets.UTF_8));
  }

  private Answer file(Request request) {
    String name = request.path("file");
    SwaggerUi.File file =
        pages
            .file(name)
            .orElseThrow(() -> new FailureException(new Failure.NotFound("page", name)));
    return html(file.contentType(), file.content());
  }

  private static Answer html(String type, byte[] content) {
    return new Answer.Stream(
        200,
        type,
        out -> out.write(content),
        Map.of("Content-Security-Policy", SwaggerUi.CONTENT_SECURITY_POLICY));
  }
}
