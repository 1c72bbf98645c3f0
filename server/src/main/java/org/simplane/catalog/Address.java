// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Where something is sent to.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
    @Nullable String salutation,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String company,
    @Nullable String street,
    @Nullable String houseNumber,
    @Nullable String addressLine2,
    @Nullable String zip,
    @Nullable String city,
    @Nullable String country,
    @Nullable String phone) {}
