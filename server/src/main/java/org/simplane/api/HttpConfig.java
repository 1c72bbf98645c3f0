// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the HTTP server listens.
 *
 * @param port 0 takes any free one
 * @param refusePlain names of the dialects that are not served without TLS
 * @param trustedProxies whose {@code X-Forwarded-...} headers are believed
 * @param metricsReaders who may read {@code /metrics}
 */
public record HttpConfig(
    String address,
    int port,
    Optional<TlsConfig> tls,
    Set<String> refusePlain,
    List<AddressRange> trustedProxies,
    List<AddressRange> metricsReaders) {

  public HttpConfig {
    refusePlain = Set.copyOf(refusePlain);
    trustedProxies = List.copyOf(trustedProxies);
    metricsReaders = List.copyOf(metricsReaders);
  }

  /** Plain HTTP on loopback alone. */
  public static HttpConfig loopback(int port) {
    return new HttpConfig(
        "127.0.0.1",
        port,
        Optional.empty(),
        Set.of(),
        List.of(),
        List.of(AddressRange.parse("127.0.0.0/8")));
  }
}
