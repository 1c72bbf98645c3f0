// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Orders.ShippingAddress;

/** Address of the contract, section 3. */
@JsonInclude(JsonInclude.Include.NON_NULL)
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

  static AddressWire of(ShippingAddress address) {
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
}
