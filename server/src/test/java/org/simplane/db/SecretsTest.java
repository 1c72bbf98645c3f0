// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.StartException;

final class SecretsTest {

  private static final byte[] PUK = "12345678".getBytes(StandardCharsets.UTF_8);
  private static final String OLD_KEY = "b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2w=";
  private static final String NEW_KEY = "bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=";

  @TempDir private Path directory;

  @Test
  void opensWhatItSealedAndShowsNothingOfIt() {
    Secrets secrets = Secrets.random();
    byte[] sealed = secrets.seal(PUK, "puk 1");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("12345678");
    assertThat(secrets.open(sealed, "puk 1")).isEqualTo(PUK);
  }

  @Test
  void opensNothingThatWasMovedToAnotherRow() {
    Secrets secrets = Secrets.random();
    byte[] sealed = secrets.seal(PUK, "puk 1");
    assertThatThrownBy(() -> secrets.open(sealed, "puk 2"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void opensNothingThatWasChanged() {
    Secrets secrets = Secrets.random();
    byte[] sealed = secrets.seal(PUK, "puk 1");
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> secrets.open(sealed, "puk 1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void changesKeysWithoutLosingWhatTheOldOneSealed() {
    byte[] sealed = Secrets.of(OLD_KEY).seal(PUK, "puk 1");
    Secrets both = Secrets.of(NEW_KEY + "," + OLD_KEY);
    assertThat(both.open(sealed, "puk 1")).isEqualTo(PUK);
    assertThat(Secrets.of(NEW_KEY).open(both.seal(PUK, "puk 1"), "puk 1")).isEqualTo(PUK);
  }

  @Test
  void keepsItsKeyInAFileThatOthersCannotRead() throws IOException {
    Path file = directory.resolve("master.key");
    byte[] sealed = Secrets.in(file).seal(PUK, "puk 1");
    assertThat(Secrets.in(file).open(sealed, "puk 1")).isEqualTo(PUK);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void saysWhatIsWrongWithAKey() {
    assertThatThrownBy(() -> Secrets.of("c2hvcnQ="))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("5 bytes instead of 32");
    assertThatThrownBy(() -> Secrets.of("?"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("not Base64");
  }

  @Test
  void refusesADatabaseThatWasSealedWithAnotherKey() {
    try (TestDatabase test = TestDatabase.create()) {
      Secrets.of(OLD_KEY).check(test.database());
      Secrets.of(OLD_KEY).check(test.database());
      assertThatThrownBy(() -> Secrets.of(NEW_KEY).check(test.database()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("not the one");
    }
  }
}
