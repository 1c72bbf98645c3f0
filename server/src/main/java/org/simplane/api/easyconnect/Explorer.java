// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.SwaggerUi;

/**
 * The dialect's operations in a browser, to read and to try out. Everything comes from our own jar,
 * and no script stands in the page itself.
 */
final class Explorer {

  static final String PATH = "/explorer";

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> OWN =
      Map.of(
          "explorer.css", "text/css;charset=utf-8",
          "explorer.js", "text/javascript;charset=utf-8");

  private final SwaggerUi swaggerUi = new SwaggerUi("", "", "");

  /** Links in it are relative, so that it serves at {@code /} and at {@link #PATH}. */
  void page(Context context) {
    if (context.path().equals(PATH + "/")) {
      context.redirect(".." + PATH);
      return;
    }
    send(context, "text/html;charset=utf-8", own("explorer.html"));
  }

  void file(Context context) {
    String name = context.pathParam("file");
    String type = OWN.get(name);
    if (type != null) {
      send(context, type, own(name));
      return;
    }
    SwaggerUi.File file =
        swaggerUi
            .file(name)
            .orElseThrow(() -> new FailureException(new Failure.NotFound("page", name)));
    send(context, file.contentType(), file.content());
  }

  private static void send(Context context, String type, byte[] content) {
    context
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-cache")
        .contentType(type)
        .result(content);
  }

  private static byte[] own(String name) {
    try (InputStream in = Explorer.class.getResourceAsStream("/explorer/" + name)) {
      if (in == null) {
        throw new IllegalStateException("Not in the jar: " + name);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
