// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI file, which every answer in these tests is held against. */
final class V1Document {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31());

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  V1Document() {
    try (InputStream in = V1Document.class.getResourceAsStream(DocsRoutes.DOCUMENT)) {
      assertThat(in).as(DocsRoutes.DOCUMENT).isNotNull();
      document = new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation as {@code GET /path/{parameter}}, with the names of its query parameters. */
  Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new TreeMap<>();
    for (String path : document.get("paths").propertyNames()) {
      for (String method : document.get("paths").get(path).propertyNames()) {
        if (METHODS.contains(method)) {
          operations.put(method.toUpperCase(Locale.ROOT) + " " + path, query(path, method));
        }
      }
    }
    return operations;
  }

  /** The fields that each operation's JSON body may have. */
  Map<String, Set<String>> bodyFields() {
    Map<String, Set<String>> fields = new TreeMap<>();
    for (String operation : operations().keySet()) {
      String[] parts = operation.split(" ", 2);
      JsonNode schema =
          resolve(document.get("paths").get(parts[1]).get(parts[0].toLowerCase(Locale.ROOT)))
              .at("/requestBody/content/application~1json/schema/properties");
      if (schema.isObject()) {
        fields.put(operation, new TreeSet<>(schema.propertyNames()));
      }
    }
    return fields;
  }

  /**
   * Fails unless the file says that the operation may answer so; answers to unknown paths are
   * problems.
   */
  void assertAllows(String method, String path, int status, String contentType, byte[] body) {
    String what = method + " " + path + " -> " + status;
    if (status == 400 && new String(body, StandardCharsets.UTF_8).contains("\"Bad Request\"")) {
      // HTTP itself forbids such a path: the server answers, before it is known whose it would be.
      return;
    }
    @Nullable JsonNode operation = operation(method, path);
    if (operation == null) {
      assertThat(status).as(what).isIn(400, 404, 405);
      assertMatches(what, "/components/schemas/Problem", body);
      return;
    }
    JsonNode responses = operation.get("responses");
    JsonNode response = responses.get(Integer.toString(status));
    if (response == null) {
      assertThat(status).as("%s is in the file", what).isGreaterThanOrEqualTo(400);
      response = responses.get("default");
    }
    assertThat(response).as("%s is in the file", what).isNotNull();
    JsonNode content = resolve(response).get("content");
    if (content == null) {
      assertThat(body).as("%s has no body", what).isEmpty();
      return;
    }
    String mediaType = contentType.split(";", 2)[0];
    assertThat(content.propertyNames()).as("%s may be %s", what, contentType).contains(mediaType);
    if (mediaType.endsWith("json")) {
      JsonNode value = JsonMapper.shared().readTree(body);
      Schema schema =
          schemas.computeIfAbsent(
              method + status + mediaType + content,
              _ -> REGISTRY.getSchema(content.get(mediaType).get("schema")));
      assertThat(schema.validate(value)).as("%s: %s", what, value).isEmpty();
    }
  }

  private void assertMatches(String what, String pointer, byte[] body) {
    Schema schema =
        schemas.computeIfAbsent(pointer, _ -> REGISTRY.getSchema(resolve(document.at(pointer))));
    assertThat(schema.validate(JsonMapper.shared().readTree(body))).as(what).isEmpty();
  }

  private @Nullable JsonNode operation(String method, String path) {
    List<String> templates = new ArrayList<>(document.get("paths").propertyNames());
    templates.sort(Comparator.comparingInt(template -> template.contains("{") ? 1 : 0));
    for (String template : templates) {
      JsonNode operation = document.get("paths").get(template).get(method.toLowerCase(Locale.ROOT));
      if (operation != null && path.matches(PARAMETER.matcher(template).replaceAll("[^/]+"))) {
        return operation;
      }
    }
    return null;
  }

  private Set<String> query(String path, String method) {
    Set<String> names = new TreeSet<>();
    @Nullable JsonNode parameters = document.get("paths").get(path).get(method).get("parameters");
    if (parameters != null) {
      for (JsonNode parameter : resolve(parameters)) {
        if (parameter.get("in").asString().equals("query")) {
          names.add(parameter.get("name").asString());
        }
      }
    }
    return names;
  }

  /** With every reference replaced by what it names; the file has no circles. */
  private JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(resolve(element)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    @Nullable JsonNode reference = node.get("$ref");
    if (reference != null) {
      JsonNode target = document.at(reference.asString().substring(1));
      assertThat(target.isMissingNode()).as(reference.asString()).isFalse();
      return resolve(target);
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(field -> copy.set(field.getKey(), resolve(field.getValue())));
    return copy;
  }
}
