// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

/**
 * The body of every error of version 2.
 *
 * @param errorCode the only number that the original shows
 */
record V2ErrorWire(int errorCode, String errorToken, String message) {

  static final String BASE = EasyConnect.BASE + "/v2";

  private static final int CODE = 1000;

  static V2ErrorWire of(ErrorWire error) {
    return new V2ErrorWire(CODE, token(error.error()), error.message());
  }

  /** Such as {@code NotFound}: what HTTP calls it, in one word. */
  private static String token(String reason) {
    return reason.replace(" ", "");
  }

  /** Whether a path is answered in this form. */
  static boolean isFor(String path) {
    return path.equals(BASE) || path.startsWith(BASE + "/");
  }
}
