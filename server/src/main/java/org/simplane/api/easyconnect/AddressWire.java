// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.catalog.Address;
import tools.jackson.databind.JsonNode;

/** An address; all of it is text. */
record AddressWire(
    @Nullable String salutation,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String company,
    @Nullable String street,
    @Nullable String addressLine2,
    @Nullable String houseNumber,
    @Nullable String zip,
    @Nullable String city,
    @Nullable String country,
    @Nullable String phone) {

  private static final int LONGEST = 200;

  static AddressWire of(Address address) {
    return new AddressWire(
        address.salutation(),
        address.firstName(),
        address.lastName(),
        address.company(),
        address.street(),
        address.addressLine2(),
        address.houseNumber(),
        address.zip(),
        address.city(),
        address.country(),
        address.phone());
  }

  static Address read(JsonNode node, String where) {
    JsonBody body = JsonBody.of(node, where);
    return new Address(
        text(body, "salutation"),
        text(body, "first_name"),
        text(body, "last_name"),
        text(body, "company"),
        text(body, "street"),
        text(body, "house_number"),
        text(body, "address_line2"),
        text(body, "zip"),
        text(body, "city"),
        text(body, "country"),
        text(body, "phone"));
  }

  private static @Nullable String text(JsonBody body, String name) {
    String text = body.text(name).orElse(null);
    if (text != null && text.length() > LONGEST) {
      throw new FailureException(
          Failure.Invalid.field(name, "has at most " + LONGEST + " characters"));
    }
    return text;
  }
}
