// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What TMF630, the REST design guidelines, have all TM Forum APIs do alike: attribute selection,
 * filters, paging, patches, errors, listeners.
 */
@NullMarked
package org.simplane.api.tmf.rest;

import org.jspecify.annotations.NullMarked;
