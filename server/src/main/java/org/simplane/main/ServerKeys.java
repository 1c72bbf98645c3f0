// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.simplane.api.AddressRange;

/** Where Simplane listens, and what it keeps its data in. */
final class ServerKeys {

  static final Key<Path> DATA =
      Key.of(
          "data.directory",
          "data",
          "Where Simplane keeps what must outlive it: the embedded database, the master key, files that come in",
          Path::of);

  static final Key<String> ADDRESS =
      Key.of(
          "http.address", "127.0.0.1", "The address to listen on; 0.0.0.0 for all", text -> text);
  static final Key<Integer> PORT =
      Key.of("http.port", "8080", "The port of plain HTTP", Texts::port);
  static final Key<Optional<URI>> PUBLIC_URL =
      Key.optional(
          "http.public-url",
          "The address that clients reach Simplane by, where that is another one (a proxy, a name)",
          Texts::url);
  static final Key<List<AddressRange>> TRUSTED_PROXIES =
      Key.of(
          "http.trusted-proxies",
          "",
          "Proxies, as addresses or ranges with commas between, whose X-Forwarded-For, -Proto and -Host are believed",
          Texts.list(AddressRange::parse));
  static final Key<List<String>> REFUSE_PLAIN =
      Key.of(
          "http.refuse-plain",
          "",
          "The dialects that are served over HTTPS alone, with commas between, such as easyconnect",
          Texts.list(text -> text));

  static final Key<Optional<Integer>> HTTPS_PORT =
      Key.optional("https.port", "The port of HTTPS, which is off without one", Texts::port);
  static final Key<Optional<Path>> HTTPS_CERTIFICATE =
      Key.optional(
          "https.certificate",
          "The certificate chain for HTTPS, a PEM file, our own first",
          Path::of);
  static final Key<Optional<Path>> HTTPS_KEY =
      Key.optional("https.key", "Its key, an unencrypted PKCS#8 PEM file", Path::of);
  static final Key<Optional<Path>> HTTPS_KEYSTORE =
      Key.optional(
          "https.keystore",
          "Certificate and key in one PKCS#12 file, in place of the two",
          Path::of);
  static final Key<Optional<String>> HTTPS_KEYSTORE_PASSWORD =
      Key.secret("https.keystore-password", "The password of that file");

  static final Key<List<AddressRange>> METRICS_READERS =
      Key.of(
          "metrics.readers",
          "127.0.0.0/8, ::1",
          "Addresses that may read /metrics",
          Texts.list(AddressRange::parse));

  static final Key<Optional<String>> DATABASE_URL =
      Key.optional(
          "database.url",
          "A PostgreSQL (15 or later) of your own, as jdbc:postgresql://host:5432/name, in place of the embedded one",
          ServerKeys::postgresql);
  static final Key<Optional<String>> DATABASE_USER =
      Key.optional("database.user", "The owner of that database", text -> text);
  static final Key<Optional<String>> DATABASE_PASSWORD =
      Key.secret("database.password", "The owner's password");
  static final Key<Integer> DATABASE_POOL_SIZE =
      Key.of(
          "database.pool-size",
          "16",
          "How many connections to the database are held",
          text -> (int) Texts.number(text, 2, 1000));

  static final Key<Optional<String>> MASTER_KEY =
      Key.secret(
          "master-key",
          "What operator credentials and PUKs are sealed with: 32 bytes in Base64; needed with database.url, otherwise"
              + " made and kept in the file master.key of the data directory");

  static final List<Key<?>> ALL =
      List.of(
          DATA,
          ADDRESS,
          PORT,
          PUBLIC_URL,
          TRUSTED_PROXIES,
          REFUSE_PLAIN,
          HTTPS_PORT,
          HTTPS_CERTIFICATE,
          HTTPS_KEY,
          HTTPS_KEYSTORE,
          HTTPS_KEYSTORE_PASSWORD,
          METRICS_READERS,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          DATABASE_POOL_SIZE,
          MASTER_KEY);

  private ServerKeys() {}

  private static String postgresql(String url) {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException("is not like jdbc:postgresql://host:5432/name");
    }
    return url;
  }
}
