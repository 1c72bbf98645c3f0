// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A product of TMF637 version 5. What belongs to a bundle stands in {@code product}; its {@code
 * productSpecification} tells what it is, since the definition knows products by one {@code @type}.
 * {@code customProperty} is ours. A place is left out: the definition's types of places contradict
 * each other (docs/dialects/tmf.md), and the position is among the characteristics.
 */
record V5Wire(
    String id,
    String href,
    String name,
    boolean isBundle,
    boolean isCustomerVisible,
    Instant creationDate,
    Optional<Instant> startDate,
    Optional<Instant> terminationDate,
    String productSerialNumber,
    String status,
    List<Object> agreementItem,
    List<Object> place,
    List<V5Wire> product,
    List<CharacteristicWire> productCharacteristic,
    Optional<ReferenceWire> productOffering,
    List<Object> productOrderItem,
    List<Object> productPrice,
    List<Object> productRelationship,
    ReferenceWire productSpecification,
    List<Object> productTerm,
    List<ReferenceWire> realizingResource,
    List<ReferenceWire> realizingService,
    List<PartyWire> relatedParty,
    Optional<List<PropertyWire>> customProperty,
    @JsonProperty("@type") String type) {

  record CharacteristicWire(
      String name, String valueType, Object value, @JsonProperty("@type") String type) {

    static CharacteristicWire of(String name, Object value) {
      return value instanceof List
          ? new CharacteristicWire(name, "array", value, "StringArrayCharacteristic")
          : new CharacteristicWire(name, "string", value, "StringCharacteristic");
    }
  }

  record ReferenceWire(
      String id,
      Optional<String> href,
      Optional<String> name,
      @JsonProperty("@referredType") Optional<String> referredType,
      @JsonProperty("@type") String type) {

    static ReferenceWire of(String id, String name, String type) {
      return new ReferenceWire(id, Optional.empty(), Optional.of(name), Optional.empty(), type);
    }
  }

  record PartyWire(
      String role, ReferenceWire partyOrPartyRole, @JsonProperty("@type") String type) {

    static PartyWire of(Product.Party party) {
      return new PartyWire(
          party.role(),
          new ReferenceWire(
              party.id(), Optional.empty(), party.name(), Optional.of("Organization"), "PartyRef"),
          "RelatedPartyOrPartyRole");
    }
  }

  record PropertyWire(String name, String value) {}

  static V5Wire of(Product product, Links links) {
    return new V5Wire(
        product.id(),
        links.product(product.id()),
        product.name(),
        product.isBundle(),
        true,
        product.createdAt(),
        product.startedAt(),
        product.terminatedAt(),
        product.serialNumber(),
        product.status(),
        List.of(),
        List.of(),
        product.parts().stream().map(part -> of(part, links)).toList(),
        product.characteristics().entrySet().stream()
            .map(one -> CharacteristicWire.of(one.getKey(), one.getValue()))
            .toList(),
        product
            .offering()
            .map(offering -> ReferenceWire.of(offering, offering, "ProductOfferingRef")),
        List.of(),
        List.of(),
        List.of(),
        ReferenceWire.of(V4Wire.typeOf(product.part()), product.name(), "ProductSpecificationRef"),
        List.of(),
        product.resources().stream()
            .map(one ->
                new ReferenceWire(
                    one.id(),
                    Optional.of(links.resource(one.id())),
                    Optional.of(one.name()),
                    Optional.of(one.type()),
                    "ResourceRef"))
            .toList(),
        product
            .service()
            .map(id ->
                List.of(
                    new ReferenceWire(
                        id,
                        Optional.of(links.service(id)),
                        Optional.of("Connectivity"),
                        Optional.of("Service"),
                        "ServiceRef")))
            .orElse(List.of()),
        product.parties().stream().map(PartyWire::of).toList(),
        product
            .customProperties()
            .map(all ->
                all.entrySet().stream()
                    .map(one -> new PropertyWire(one.getKey(), one.getValue()))
                    .toList()),
        "Product");
  }
}
