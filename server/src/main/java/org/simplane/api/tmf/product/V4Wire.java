// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.api.tmf.fleet.Part;

/**
 * A product of TMF637 version 4. What belongs to a bundle stands as a whole in its relationships
 * ({@code bundles}). {@code customProperty} is ours; {@code @schemaLocation} leads to what declares
 * it.
 */
record V4Wire(
    String id,
    String href,
    String name,
    boolean isBundle,
    boolean isCustomerVisible,
    Optional<Instant> startDate,
    Optional<Instant> terminationDate,
    String productSerialNumber,
    String status,
    List<Object> agreement,
    List<PlaceWire> place,
    List<Object> product,
    List<CharacteristicWire> productCharacteristic,
    Optional<OfferingWire> productOffering,
    List<Object> productOrderItem,
    List<Object> productPrice,
    List<RelationshipWire> productRelationship,
    SpecificationWire productSpecification,
    List<Object> productTerm,
    List<ResourceWire> realizingResource,
    List<ServiceWire> realizingService,
    List<PartyWire> relatedParty,
    Optional<List<PropertyWire>> customProperty,
    @JsonProperty("@baseType") String baseType,
    @JsonProperty("@type") String type) {

  record CharacteristicWire(String name, String valueType, Object value) {

    static CharacteristicWire of(String name, Object value) {
      return new CharacteristicWire(name, value instanceof List ? "array" : "string", value);
    }
  }

  record OfferingWire(String id, String name) {}

  record RelationshipWire(String relationshipType, V4Wire product) {}

  record SpecificationWire(String id, String name) {}

  record ResourceWire(
      String id,
      String href,
      String name,
      String value,
      @JsonProperty("@referredType") String referredType) {}

  record ServiceWire(
      String id, String href, String name, @JsonProperty("@referredType") String referredType) {}

  record PartyWire(
      String id,
      Optional<String> name,
      String role,
      @JsonProperty("@referredType") String referredType) {}

  record PlaceWire(
      String name,
      String role,
      double latitude,
      double longitude,
      @JsonProperty("@type") String type,
      @JsonProperty("@baseType") String baseType) {}

  record PropertyWire(String name, String value) {}

  static V4Wire of(Product product, Links links) {
    return new V4Wire(
        product.id(),
        links.product(product.id()),
        product.name(),
        product.isBundle(),
        true,
        product.startedAt(),
        product.terminatedAt(),
        product.serialNumber(),
        product.status(),
        List.of(),
        product
            .location()
            .map(at ->
                List.of(
                    new PlaceWire(
                        "Last known position",
                        "position",
                        at.latitude(),
                        at.longitude(),
                        "GeographicLocation",
                        "Place")))
            .orElse(List.of()),
        List.of(),
        product.characteristics().entrySet().stream()
            .map(one -> CharacteristicWire.of(one.getKey(), one.getValue()))
            .toList(),
        product.offering().map(offering -> new OfferingWire(offering, offering)),
        List.of(),
        List.of(),
        product.parts().stream()
            .map(part -> new RelationshipWire("bundles", of(part, links)))
            .toList(),
        new SpecificationWire(typeOf(product.part()), product.name()),
        List.of(),
        product.resources().stream()
            .map(one ->
                new ResourceWire(
                    one.id(), links.resource(one.id()), one.name(), one.value(), one.type()))
            .toList(),
        product
            .service()
            .map(id -> List.of(new ServiceWire(id, links.service(id), "Connectivity", "Service")))
            .orElse(List.of()),
        product.parties().stream()
            .map(party -> new PartyWire(party.id(), party.name(), party.role(), "Organization"))
            .toList(),
        product
            .customProperties()
            .map(all ->
                all.entrySet().stream()
                    .map(one -> new PropertyWire(one.getKey(), one.getValue()))
                    .toList()),
        "Product",
        typeOf(product.part()));
  }

  /** As the CMO API names its types. */
  static String typeOf(Part part) {
    return switch (part) {
      case BUNDLE -> "IoTConnection";
      case SIM_CARD -> "simCard";
      case TERMINAL -> "terminal";
      case DATA_CONNECTIVITY -> "dataConnectivity";
      case USAGE_VOLUME -> "usageVolume";
    };
  }
}
