// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.simplane.operator.OperatorException;

/** What a call identifies its account by. Safe for use by many threads. */
public interface Credentials {

  /** A value that should be good. May log in. */
  String current() throws OperatorException;

  /**
   * A value other than the one that the operator has just refused; the same one where there is no
   * other to be had.
   */
  String replace(String refused) throws OperatorException;

  void sign(HttpRequest.Builder request, String value);

  /** A user and a password that go with each call. */
  static Credentials basic(String username, String password) {
    return fixed("Authorization", basicHeader(username, password));
  }

  /** A header that goes with each call. */
  static Credentials fixed(String header, String value) {
    return new Credentials() {
      @Override
      public String current() {
        return value;
      }

      @Override
      public String replace(String refused) {
        return value;
      }

      @Override
      public void sign(HttpRequest.Builder request, String signed) {
        request.setHeader(header, signed);
      }
    };
  }

  /** The value of an {@code Authorization} header (RFC 7617). */
  static String basicHeader(String username, String password) {
    String pair = username + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
