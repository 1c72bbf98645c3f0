// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.simplane.api.OpenApiFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the dialect as a foreign client does, and holds every answer against the OpenAPI file. */
final class HttpCaller {

  /** Of both versions. */
  static final List<OpenApiFile> DOCUMENTS =
      List.of(
          OpenApiFile.of("/openapi/easyconnect.yaml"),
          OpenApiFile.of("/openapi/easyconnect-v2.yaml"));

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI base;
  private final @Nullable String token;

  HttpCaller(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  HttpCaller withToken(@Nullable String token) {
    return new HttpCaller(base, token);
  }

  /** An answer; {@code json} only where there is a body. */
  record Answered(int status, HttpResponse<byte[]> response) {

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answered get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  Answered put(String path, String json) {
    return send(
        "PUT",
        path,
        BodyPublishers.ofString(json),
        "Content-Type",
        "application/json;charset=UTF-8");
  }

  Answered post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  /** Asks for a token with Basic credentials. */
  Answered token(String name, String secret, String pathAndQuery, String body, String... headers) {
    String basic =
        Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", "Basic " + basic));
    return withToken(null)
        .send("POST", pathAndQuery, BodyPublishers.ofString(body), all.toArray(String[]::new));
  }

  /**
   * @param path below {@code /management-api}, with its query
   * @param headers names and values in turn
   */
  Answered send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      for (OpenApiFile document : DOCUMENTS) {
        document.assertAllows(
            method,
            path.split("\\?", 2)[0],
            response.statusCode(),
            response.headers().firstValue("Content-Type").orElse(null),
            response.body());
      }
      return new Answered(response.statusCode(), response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
