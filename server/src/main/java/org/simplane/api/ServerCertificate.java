// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.StartException;

/** Reads the server's certificate and key. */
final class ServerCertificate {

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----(?<base64>.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  private ServerCertificate() {}

  /** A key store whose entries are protected by {@link #password}. */
  static KeyStore load(TlsConfig.Source source) {
    try {
      return switch (source) {
        case TlsConfig.Pem pem -> pem(pem);
        case TlsConfig.KeyStoreFile file ->
            KeyStore.getInstance(file.file().toFile(), file.password().toCharArray());
      };
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new StartException("The certificate for HTTPS is not there: " + e.getMessage(), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException("The certificate for HTTPS cannot be read: " + e.getMessage(), e);
    }
  }

  static String password(TlsConfig.Source source) {
    return switch (source) {
      case TlsConfig.Pem _ -> "";
      case TlsConfig.KeyStoreFile file -> file.password();
    };
  }

  private static KeyStore pem(TlsConfig.Pem pem) throws IOException, GeneralSecurityException {
    Certificate[] chain;
    try (InputStream in = Files.newInputStream(pem.certificate())) {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
    }
    if (chain.length == 0) {
      throw new StartException("No certificate in " + pem.certificate());
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key(pem.key()), new char[0], chain);
    return store;
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher key = KEY.matcher(Files.readString(file));
    if (!key.find()) {
      throw new StartException(
          "No unencrypted PKCS#8 key in %s; 'openssl pkcs8 -topk8 -nodes' makes one"
              .formatted(file));
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group("base64")));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // Of another kind
      }
    }
    throw new StartException("The key in %s is neither RSA nor EC nor EdDSA".formatted(file));
  }
}
