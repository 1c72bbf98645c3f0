// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

/**
 * What a caller proves itself with at a token endpoint.
 *
 * @param name a user's name or a client's id
 * @param secret the password or the client's secret
 */
public record Credentials(String name, String secret) {

  @Override
  public String toString() {
    return "Credentials[" + name + "]";
  }
}
