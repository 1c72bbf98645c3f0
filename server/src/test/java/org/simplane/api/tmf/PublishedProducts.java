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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * TMF637 version 5 as TM Forum published it (OpenAPI 3.0), which answers are held against. The file
 * is not part of Simplane: where it is not beside it, nothing is held against it.
 */
public final class PublishedProducts {

  private static final Path FILE =
      Path.of("../../shared/specs/tmforum/TMF637-ProductInventory-v5.0.0.oas.yaml");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft7());

  private final JsonNode components;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private PublishedProducts(JsonNode document) {
    this.components = choosing(document.get("components"));
  }

  /** Empty where it is not there. */
  public static Optional<PublishedProducts> read() {
    try {
      return Files.exists(FILE)
          ? Optional.of(new PublishedProducts(new YAMLMapper().readTree(Files.readString(FILE))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A product, and each of its characteristics as the type that it names. */
  public void assertIsProduct(JsonNode json) {
    assertIs("Product", json);
    for (JsonNode characteristic : json.path("productCharacteristic")) {
      assertIs(characteristic.path("@type").asString(), characteristic);
    }
    json.path("product").forEach(this::assertIsProduct);
  }

  public void assertIs(String schema, JsonNode json) {
    assertThat(components.path("schemas").has(schema)).as(schema).isTrue();
    Schema known =
        schemas.computeIfAbsent(
            schema,
            name -> {
              ObjectNode root = JsonNodeFactory.instance.objectNode();
              root.put("$ref", "#/components/schemas/" + name);
              root.set("components", components);
              return REGISTRY.getSchema(root);
            });
    assertThat(known.validate(json)).as("%s: %s", schema, json).isEmpty();
  }

  /**
   * With each {@code oneOf} that has a discriminator in the words of JSON Schema: {@code @type}
   * chooses one. As it stands, most objects would be valid as several.
   */
  private static JsonNode choosing(JsonNode node) {
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(choosing(element)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    JsonNode mapping = node.path("discriminator").path("mapping");
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    boolean chooses = node.has("oneOf") && mapping.isObject();
    node.properties()
        .forEach(field -> {
          if (!chooses || !field.getKey().equals("oneOf")) {
            copy.set(field.getKey(), choosing(field.getValue()));
          }
        });
    if (chooses) {
      ArrayNode all = copy.putArray("allOf");
      ArrayNode types = JsonNodeFactory.instance.arrayNode();
      mapping
          .properties()
          .forEach(entry -> {
            types.add(entry.getKey());
            ObjectNode choice = all.addObject();
            choice
                .putObject("if")
                .putObject("properties")
                .putObject("@type")
                .put("const", entry.getKey());
            choice.putObject("then").put("$ref", entry.getValue().asString());
          });
      ObjectNode known = all.addObject();
      known.putObject("properties").putObject("@type").set("enum", types);
      known.putArray("required").add("@type");
    }
    return copy;
  }
}
