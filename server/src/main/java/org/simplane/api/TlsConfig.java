// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.nio.file.Path;

/** The HTTPS listener: its port, 0 for any free one, and the server's certificate. */
public record TlsConfig(int port, Source source) {

  /** Where certificate and key are. */
  public sealed interface Source {}

  /** PEM files: the chain, server's own first, and the key as unencrypted PKCS#8. */
  public record Pem(Path certificate, Path key) implements Source {}

  /** A PKCS#12 file. */
  public record KeyStoreFile(Path file, String password) implements Source {

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
