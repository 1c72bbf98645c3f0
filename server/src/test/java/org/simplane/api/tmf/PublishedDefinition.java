// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A definition as TM Forum published it for version 4 (Swagger 2.0), which answers are held
 * against. The files are not part of Simplane: where they are not beside it, nothing is held
 * against them, and {@link #arePresent} is false.
 */
public final class PublishedDefinition {

  /** Beside the repository. */
  private static final Path FOLDER = Path.of("../../shared/specs/tmforum");

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft7());

  /** Those that we answer for. */
  private static final List<String> FILES =
      List.of(
          "TMF637_Product_Inventory_Management_API_v4.0.0_swagger.json",
          "TMF639_Resource_Inventory_Management_API_v4.0.0_swagger.json",
          "TMF677-UsageConsumption-v4.0.1.swagger.json",
          "TMF640_Service_Activation_Management_API_v4.0.0_swagger.json",
          "TMF622_Product_Ordering_Management_API_v4.0.0_swagger.json");

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private PublishedDefinition(JsonNode document) {
    this.document = document;
  }

  /** Empty where they are not there. */
  public static List<PublishedDefinition> all() {
    return arePresent() ? FILES.stream().map(PublishedDefinition::read).toList() : List.of();
  }

  public static boolean arePresent() {
    return Files.isDirectory(FOLDER);
  }

  private static PublishedDefinition read(String file) {
    try {
      return new PublishedDefinition(
          JsonMapper.shared().readTree(Files.readString(FOLDER.resolve(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation as {@code GET /tmf-api/.../path/{parameter}}, but for those of listeners. */
  public List<String> operations() {
    return document.get("paths").properties().stream()
        .filter(path -> !path.getKey().startsWith("/listener/"))
        .flatMap(path ->
            path.getValue().propertyNames().stream()
                .map(method -> method.toUpperCase(Locale.ROOT) + " " + base() + path.getKey()))
        .toList();
  }

  private String base() {
    String base = document.get("basePath").asString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /**
   * Fails where this definition has the path and says that an answer looks otherwise. An error is
   * held against {@code Error} whatever its status; what is accepted (202) against {@code Monitor}
   * where there is one, since version 4 declares none.
   */
  public void assertAllows(String method, String path, int status, byte[] body) {
    if (!path.startsWith(base() + "/")) {
      return;
    }
    Optional<JsonNode> operation = operation(method, path.substring(base().length()));
    if (status >= 400) {
      if (!method.equals("HEAD") && document.get("definitions").has("Error")) {
        assertIs("Error", JsonMapper.shared().readTree(body), method + " " + path);
      }
      return;
    }
    if (operation.isEmpty() || body.length == 0) {
      return;
    }
    JsonNode json = JsonMapper.shared().readTree(body);
    JsonNode schema =
        operation
            .get()
            .path("responses")
            .path(Integer.toString(status == 206 ? 200 : status))
            .path("schema");
    String definition =
        name(schema.path("type").asString("").equals("array") ? schema.path("items") : schema);
    if (status == 202) {
      definition = document.get("definitions").has("Monitor") ? "Monitor" : "";
    }
    if (definition.isEmpty()) {
      return;
    }
    boolean list = method.equals("GET") && !path.matches(".*/[^/]+/v4/[^/]+/[^/]+");
    assertThat(json.isArray()).as("%s %s is a list", method, path).isEqualTo(list);
    for (JsonNode one : list ? json.valueStream().toList() : List.of(json)) {
      assertIs(definition, one, method + " " + path);
    }
  }

  public void assertIs(String definition, JsonNode json, String what) {
    Schema schema =
        schemas.computeIfAbsent(
            definition,
            name -> {
              ObjectNode root = JsonNodeFactory.instance.objectNode();
              root.put("$ref", "#/definitions/" + name);
              root.set("definitions", document.get("definitions"));
              return REGISTRY.getSchema(root);
            });
    assertThat(schema.validate(json)).as("%s is a %s: %s", what, definition, json).isEmpty();
  }

  private static String name(JsonNode reference) {
    String text = reference.path("$ref").asString("");
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private Optional<JsonNode> operation(String method, String path) {
    return Stream.of(document.get("paths"))
        .flatMap(paths -> paths.properties().stream())
        .filter(entry -> path.matches(PARAMETER.matcher(entry.getKey()).replaceAll("[^/]+")))
        .sorted(Comparator.comparing(entry -> entry.getKey().replace('{', '~')))
        .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst();
  }
}
