// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.simplane.operator.Status;

/**
 * A product in a list.
 *
 * @param status of the SIM card or terminal
 */
record SummaryWire(
    String id,
    String href,
    @JsonProperty("isBundle") boolean isBundle,
    Status status,
    String connectivityType,
    List<PartyWire> relatedParty,
    List<CharacteristicWire> productCharacteristic,
    @JsonProperty("@baseType") String baseType,
    @JsonProperty("@type") String type) {

  static SummaryWire of(Product product, Request request) {
    return new SummaryWire(
        product.id(),
        request.product(product.id()),
        true,
        product.subscription().standing().status(),
        BundleWire.connectivityType(product),
        PartyWire.of(product, request.caller().scope()),
        CharacteristicWire.summary(product),
        "product",
        Part.BUNDLE.type());
  }
}
