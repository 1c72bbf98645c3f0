// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that a bench leaves behind for nobody. */
final class Directories {

  private Directories() {}

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
