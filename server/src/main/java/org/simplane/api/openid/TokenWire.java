// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.openid;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.simplane.access.IssuedToken;

/**
 * A token as OAuth hands it out (RFC 6749 section 5.1), with what typed clients of such realms
 * expect beside it.
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn always 0: there is no refresh token
 */
record TokenWire(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("expires_in") long expiresIn,
    @JsonProperty("refresh_expires_in") long refreshExpiresIn,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("not-before-policy") long notBeforePolicy,
    String scope) {

  static TokenWire of(IssuedToken token) {
    return new TokenWire(token.token(), token.life().toSeconds(), 0, "Bearer", 0, OpenId.SCOPE);
  }
}
