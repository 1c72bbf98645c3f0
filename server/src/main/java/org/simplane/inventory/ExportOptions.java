// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

/**
 * How a file is exported.
 *
 * @param forSpreadsheets long numbers are written as {@code ="8999..."} so that a spreadsheet
 *     leaves them alone, and texts that it would take for formulas are defused; importing undoes
 *     both
 * @param puks with PUK columns; takes the permission to read them
 */
public record ExportOptions(
    boolean forSpreadsheets, boolean puks, ImportOptions.Progress progress) {

  public static final ExportOptions USUAL = new ExportOptions(false, false, (_, _) -> {});
}
