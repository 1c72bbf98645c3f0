// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request that an operator made to us. */
public final class Push {

  private final String method;
  private final String tail;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  /**
   * @param method upper case
   * @param tail what follows the address that the operator was given; empty or beginning with a
   *     slash
   */
  public Push(String method, String tail, Map<String, List<String>> headers, byte[] body) {
    this.method = method;
    this.tail = tail;
    this.headers.putAll(headers);
    this.body = body.clone();
  }

  public String method() {
    return method;
  }

  public String tail() {
    return tail;
  }

  /** The first value, whatever the case of the name. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  public byte[] body() {
    return body.clone();
  }

  /** What it carries may be secret. */
  @Override
  public String toString() {
    return "Push[" + method + ", " + body.length + " bytes]";
  }
}
