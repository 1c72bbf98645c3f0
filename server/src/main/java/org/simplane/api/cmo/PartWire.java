// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Status;

/**
 * SIM card, terminal or data connectivity.
 *
 * @param status of SIM card and terminal
 * @param customProperty of SIM card and terminal
 * @param asOf when the operator's part was last read or changed: our own member
 */
record PartWire(
    String id,
    String href,
    @JsonProperty("isBundle") boolean isBundle,
    Optional<Status> status,
    List<CharacteristicWire> productCharacteristic,
    Optional<List<PropertyWire>> customProperty,
    Instant asOf,
    @JsonProperty("@baseType") String baseType,
    @JsonProperty("@type") String type) {

  /** A pair that the client made up. */
  record PropertyWire(String name, String value) {}

  static PartWire of(Product product, Part part, Request request) {
    boolean carries = part == Part.SIM_CARD || part == Part.TERMINAL;
    return new PartWire(
        product.id(part),
        request.product(product.id(part)),
        false,
        carries ? Optional.of(product.subscription().standing().status()) : Optional.empty(),
        switch (part) {
          case SIM_CARD -> CharacteristicWire.simCard(product);
          case TERMINAL -> CharacteristicWire.terminal(product);
          case DATA_CONNECTIVITY -> CharacteristicWire.connectivity(product);
          case BUNDLE, USAGE -> throw new IllegalArgumentException(part + " has a wire of its own");
        },
        carries ? Optional.of(properties(product, request)) : Optional.empty(),
        product.subscription().asOf(),
        "product",
        part.type());
  }

  /** All, or those that the query names. */
  private static List<PropertyWire> properties(Product product, Request request) {
    List<String> names = request.context().queryParams("customProperty.name");
    return product.subscription().attributes().entrySet().stream()
        .filter(property -> names.isEmpty() || names.contains(property.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(property -> new PropertyWire(property.getKey(), property.getValue()))
        .toList();
  }
}
