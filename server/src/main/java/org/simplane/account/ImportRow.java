// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import org.simplane.inventory.RowResult;

/**
 * A row of an import's report.
 *
 * @param number counted from 1 in the order of the file
 */
public record ImportRow(long number, RowResult result) {}
