// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.simplane.access.IssuedToken;

/**
 * A token as both generations of clients expect it; one client refuses an answer without {@code
 * status_code}.
 *
 * @param expiresIn seconds
 * @param appToken the document calls it "not relevant in this context": always empty, there is no
 *     other credential
 * @param userId text, as recorded, since typed clients read it so
 */
record TokenWire(
    int statusCode,
    String accessToken,
    String tokenType,
    long expiresIn,
    String scope,
    @JsonProperty("appToken") String appToken,
    @JsonProperty("userId") String userId,
    @JsonProperty("orgId") long orgId) {

  static TokenWire of(IssuedToken token) {
    return new TokenWire(
        200,
        token.token(),
        "bearer",
        token.life().toSeconds(),
        "all",
        "",
        Long.toString(token.principal()),
        token.organisation());
  }
}
