// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

/**
 * Something that a dialect lets its clients do with a subscription.
 *
 * @param dialect as entitlements write it
 * @param name in the words of that dialect's documentation
 */
public record Operation(String dialect, String name, Ability ability) {}
