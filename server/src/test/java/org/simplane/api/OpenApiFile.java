// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** An OpenAPI document of ours, which answers are held against. */
public final class OpenApiFile {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30());

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private OpenApiFile(JsonNode document) {
    this.document = document;
  }

  /** One of our resources. */
  public static OpenApiFile of(String resource) {
    try (InputStream in = OpenApiFile.class.getResourceAsStream(resource)) {
      return new OpenApiFile(new YAMLMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation as {@code GET /path/{parameter}}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method -> {
                  if (METHODS.contains(method)) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                  }
                }));
    return operations;
  }

  /**
   * Fails unless the document says that this operation may answer so. Requests to what the document
   * does not know are not looked at.
   *
   * @param path below the document's server
   */
  public void assertAllows(
      String method, String path, int status, @Nullable String contentType, byte[] body) {
    Optional<String> template =
        document.get("paths").propertyNames().stream()
            .filter(known -> path.matches(PARAMETER.matcher(known).replaceAll("[^/]+")))
            .filter(known -> document.get("paths").get(known).has(method.toLowerCase(Locale.ROOT)))
            // A word in a path is meant before a parameter there.
            .min(Comparator.comparing(known -> known.replace('{', '~')));
    if (template.isEmpty()) {
      return;
    }
    String what = method + " " + template.get() + " -> " + status;
    JsonNode responses =
        document
            .get("paths")
            .get(template.get())
            .get(method.toLowerCase(Locale.ROOT))
            .get("responses");
    JsonNode response = responses.get(Integer.toString(status));
    assertThat(response).as("%s is documented", what).isNotNull();
    JsonNode resolved = resolve(response);
    JsonNode content = resolved.get("content");
    if (content == null) {
      assertThat(body).as("%s has no body", what).isEmpty();
      return;
    }
    String mediaType = contentType == null ? "" : contentType.split(";", 2)[0];
    assertThat(content.has(mediaType)).as("%s may be %s", what, contentType).isTrue();
    JsonNode value = JsonMapper.shared().readTree(body);
    Schema schema =
        schemas.computeIfAbsent(
            what, _ -> REGISTRY.getSchema(content.get(mediaType).get("schema")));
    assertThat(schema.validate(value)).as("%s: %s", what, value).isEmpty();
  }

  /** With every reference replaced by what it names; our documents have no circles. */
  private JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(resolve(element)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    JsonNode reference = node.get("$ref");
    if (reference != null) {
      return resolve(document.at(reference.asString().substring(1)));
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(field -> copy.set(field.getKey(), resolve(field.getValue())));
    return copy;
  }
}
