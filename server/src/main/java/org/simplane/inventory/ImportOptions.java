// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How a file is imported.
 *
 * @param dryRun everything is done but nothing kept
 * @param rowsExpected for the progress, where that is known
 * @param results is handed every row's result, in the order of the file
 * @param progress is told after every some thousand rows
 */
public record ImportOptions(
    boolean dryRun, OptionalLong rowsExpected, Consumer<RowResult> results, Progress progress) {

  public static final ImportOptions USUAL =
      new ImportOptions(false, OptionalLong.empty(), _ -> {}, (_, _) -> {});

  public static final ImportOptions DRY_RUN =
      new ImportOptions(true, OptionalLong.empty(), _ -> {}, (_, _) -> {});

  /** Hears how far an import or export is. */
  @FunctionalInterface
  public interface Progress {
    void at(long rowsDone, OptionalLong rowsExpected);
  }
}
