// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;

/** Pages by number (contract section 1.2). */
final class NcePages {

  private NcePages() {}

  static int number(Optional<String> from) throws OperatorException {
    try {
      return from.map(Integer::parseInt).orElse(1);
    } catch (NumberFormatException e) {
      throw new OperatorException(Kind.REJECTED, "Not a page of 1NCE: " + from.orElse(""), e);
    }
  }

  /** By the header where there is one, else by whether the page was full. */
  static Optional<String> next(HttpResponse<byte[]> response, int page, int found, int size) {
    OptionalLong pages = header(response, "X-Total-Pages");
    boolean more = pages.isPresent() ? page < pages.getAsLong() : found == size;
    return more && found > 0 ? Optional.of(String.valueOf(page + 1)) : Optional.empty();
  }

  static OptionalLong header(HttpResponse<byte[]> response, String name) {
    try {
      return response.headers().firstValueAsLong(name);
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
