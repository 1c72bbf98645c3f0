// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

/**
 * A client with the secret that was just made for it, which is kept nowhere and so cannot be shown
 * again.
 *
 * @param secret 256 bits of chance, as 43 characters of base64url
 */
public record IssuedClient(ApiClient client, String secret) {

  @Override
  public String toString() {
    return "IssuedClient[" + client + "]";
  }
}
