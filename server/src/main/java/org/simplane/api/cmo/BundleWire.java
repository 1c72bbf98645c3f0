// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.Details;
import org.simplane.operator.Status;

/**
 * A product with its sub-products.
 *
 * @param startDate when it was activated first, or else came in
 * @param status {@code ACTIVE} while SIM card or terminal are, else {@code INACTIVE}
 * @param asOf of what the operator tells: our own member
 */
record BundleWire(
    String id,
    String href,
    @JsonProperty("isBundle") boolean isBundle,
    Instant startDate,
    String status,
    String connectivityType,
    List<PartyWire> relatedParty,
    Optional<OfferingWire> productOffering,
    List<CharacteristicWire> productCharacteristic,
    List<RelationshipWire> productRelationship,
    Instant asOf,
    @JsonProperty("@baseType") String baseType,
    @JsonProperty("@type") String type) {

  /** The tariff. */
  record OfferingWire(String name) {}

  /** A sub-product. */
  record RelationshipWire(String type, Object product) {}

  /**
   * @param parts its sub-products' own wires
   */
  static BundleWire of(Product product, Request request, List<Object> parts) {
    return new BundleWire(
        product.id(),
        request.product(product.id()),
        true,
        product.subscription().standing().activatedAt().orElse(product.subscription().createdAt()),
        product.subscription().standing().status() == Status.ACTIVE ? "ACTIVE" : "INACTIVE",
        connectivityType(product),
        PartyWire.of(product, request.caller().scope()),
        product.details().flatMap(Details::servicePlan).map(OfferingWire::new),
        List.of(new CharacteristicWire("SYSTEM", product.operator())),
        parts.stream().map(part -> new RelationshipWire("BUNDLED", part)).toList(),
        product.subscription().asOf(),
        "product",
        Part.BUNDLE.type());
  }

  static String connectivityType(Product product) {
    return product.isCellular() ? "CELLULAR" : "SATELLITE";
  }
}
