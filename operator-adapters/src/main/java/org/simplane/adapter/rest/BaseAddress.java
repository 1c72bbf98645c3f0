// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The address that an account's calls go to. */
public final class BaseAddress {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private BaseAddress() {}

  /**
   * Reads a setting; without slashes at the end.
   *
   * @throws IllegalArgumentException for what is no http(s) address, or would send credentials
   *     readable over a network
   */
  public static URI of(String setting, String text) {
    URI base;
    try {
      base = new URI(text.strip().replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The setting '" + setting + "' is no address: " + text, e);
    }
    String host = base.getHost();
    boolean plain = "http".equalsIgnoreCase(base.getScheme());
    if (host == null || !(plain || "https".equalsIgnoreCase(base.getScheme()))) {
      throw new IllegalArgumentException(
          "The setting '" + setting + "' is no http(s) address: " + text);
    }
    if (base.getRawQuery() != null
        || base.getRawFragment() != null
        || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The setting '" + setting + "' is more than an address and a path");
    }
    if (plain && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "The setting '"
              + setting
              + "' must be https: the credentials would cross the network readable");
    }
    return base;
  }
}
