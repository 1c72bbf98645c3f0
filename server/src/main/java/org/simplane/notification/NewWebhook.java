// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook that is wanted.
 *
 * @param organisation the caller's own when empty
 * @param secret a signing secret of the receiver's choice; a new one is made when empty
 * @param since from when on it is told; from now when empty
 * @param query what the receiver wants to be told of less, in the words of the format
 */
public record NewWebhook(
    Optional<Long> organisation,
    String description,
    URI url,
    Set<String> kinds,
    boolean below,
    String format,
    Map<String, String> headers,
    Optional<Basic> basic,
    Optional<String> secret,
    Optional<Instant> since,
    Optional<String> query) {

  public NewWebhook {
    kinds = Set.copyOf(kinds);
    headers = Map.copyOf(headers);
  }

  /** Of all that the format tells. */
  public NewWebhook(
      Optional<Long> organisation,
      String description,
      URI url,
      Set<String> kinds,
      boolean below,
      String format,
      Map<String, String> headers,
      Optional<Basic> basic,
      Optional<String> secret,
      Optional<Instant> since) {
    this(
        organisation,
        description,
        url,
        kinds,
        below,
        format,
        headers,
        basic,
        secret,
        since,
        Optional.empty());
  }

  /** Credentials of HTTP Basic. */
  public record Basic(String username, String password) {

    @Override
    public String toString() {
      return "Basic[" + username + "]";
    }
  }

  @Override
  public String toString() {
    return "NewWebhook[" + url + ", " + kinds + "]";
  }
}
