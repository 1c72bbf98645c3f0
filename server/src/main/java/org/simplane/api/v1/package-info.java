// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Our own REST API, which the console uses too: everything of the platform, in the words of the
 * features. One {@code …Routes} class a resource; {@code openapi/v1.yaml} is the contract, and the
 * tests hold every answer against it.
 */
@NullMarked
package org.simplane.api.v1;

import org.jspecify.annotations.NullMarked;
