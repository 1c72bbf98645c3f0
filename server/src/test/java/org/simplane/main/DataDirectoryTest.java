// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

  @Test
  void deletesTheUploadsThatAKilledProcessLeft(@TempDir Path directory) throws Exception {
    Path spool = Files.createDirectory(directory.resolve(DataDirectory.SPOOL));
    Path left = Files.writeString(spool.resolve("import-1.csv"), "iccid,puk1\n");
    Path kept = Files.writeString(directory.resolve("master.key"), "key");
    try (DataDirectory _ = DataDirectory.open(directory)) {
      assertThat(left).doesNotExist();
      assertThat(kept).exists();
    }
  }

  @Test
  void namesWhoIsAtWorkThereTheSameAtEachStart(@TempDir Path one, @TempDir Path other) {
    String first = DataDirectory.node(one);
    assertThat(DataDirectory.node(one)).isEqualTo(first);
    assertThat(DataDirectory.node(other)).isNotEqualTo(first);
  }

  @Test
  void deletesNothingOfAnotherThatIsAtWork(@TempDir Path directory) throws Exception {
    try (DataDirectory _ = DataDirectory.open(directory)) {
      Path spool = Files.createDirectory(directory.resolve(DataDirectory.SPOOL));
      Path upload = Files.writeString(spool.resolve("upload-1.csv"), "x");
      assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(RuntimeException.class);
      assertThat(upload).exists();
    }
  }
}
