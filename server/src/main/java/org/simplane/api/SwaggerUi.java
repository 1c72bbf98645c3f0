// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The pages of Swagger UI for one OpenAPI file, all from our own jar: no other host is asked for
 * anything.
 */
public final class SwaggerUi {

  /** To be sent with every page: nothing from elsewhere is loaded, and nobody frames it. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

  private static final String JAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private static final Map<String, String> TYPES =
      Map.of(
          "swagger-ui.css", "text/css;charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript;charset=utf-8",
          "favicon-32x32.png", "image/png");

  private final String title;
  private final String documentUrl;
  private final String filesUrl;

  /**
   * @param documentUrl path of the OpenAPI file
   * @param filesUrl path below which {@link #file} is served
   */
  public SwaggerUi(String title, String documentUrl, String filesUrl) {
    this.title = title;
    this.documentUrl = documentUrl;
    this.filesUrl = filesUrl;
  }

  /** One file with its media type. */
  @SuppressWarnings("ArrayRecordComponent") // Carried from here to the answer, never compared
  public record File(String contentType, byte[] content) {}

  public String page() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <title>%1$s</title>
      <link rel="stylesheet" href="%2$s/swagger-ui.css">
      <link rel="icon" type="image/png" href="%2$s/favicon-32x32.png">
    </head>
    <body>
      <div id="swagger-ui"></div>
      <script src="%2$s/swagger-ui-bundle.js"></script>
      <script src="%2$s/start.js"></script>
    </body>
    </html>
    """
        .formatted(title, filesUrl);
  }

  /** Empty for a name that the pages do not use. */
  public Optional<File> file(String name) {
    if (name.equals("start.js")) {
      String script =
          """
          SwaggerUIBundle({
            url: "%s",
            dom_id: "#swagger-ui",
            deepLinking: true,
            validatorUrl: "none",
            presets: [SwaggerUIBundle.presets.apis],
            layout: "BaseLayout"
          });
          """
              .formatted(documentUrl);
      return Optional.of(
          new File("text/javascript;charset=utf-8", script.getBytes(StandardCharsets.UTF_8)));
    }
    String type = TYPES.get(name);
    return type == null
        ? Optional.empty()
        : Optional.of(new File(type, resource(JAR + version() + "/" + name)));
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = SwaggerUi.class.getResourceAsStream(VERSION)) {
      properties.load(found(in, VERSION));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String path) {
    try (InputStream in = SwaggerUi.class.getResourceAsStream(path)) {
      return found(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream found(@Nullable InputStream in, String path) {
    if (in == null) {
      throw new IllegalStateException("The jar lacks " + path);
    }
    return in;
  }
}
