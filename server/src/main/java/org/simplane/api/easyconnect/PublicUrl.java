// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;

/**
 * The address by which clients reach the dialect, for links in answers.
 *
 * @param server as set; where it is not, the address that the request was sent to counts
 */
record PublicUrl(Optional<URI> server) {

  /** Such as {@code https://api.example.com/management-api}. */
  String base(Context context) {
    return server.map(URI::toString).orElseGet(() -> context.scheme() + "://" + context.host())
        + EasyConnect.BASE;
  }

  /** Says in the answer where a thing is; {@code path} is below {@link EasyConnect#BASE}. */
  void locate(Context context, String path) {
    context.header("Location", base(context) + path);
  }
}
