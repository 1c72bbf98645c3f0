// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.List;
import org.simplane.Failure;

/** A request that the dialect itself refuses, where no feature's {@link Failure} says it. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String told;
  private final transient List<ProblemWire.Outside> outside;

  Refusal(int status, String told) {
    this(status, told, List.of());
  }

  /**
   * @param outside what the operator said
   */
  Refusal(int status, String told, List<ProblemWire.Outside> outside) {
    super(told, null, false, false);
    this.status = status;
    this.told = told;
    this.outside = List.copyOf(outside);
  }

  int status() {
    return status;
  }

  String told() {
    return told;
  }

  List<ProblemWire.Outside> outside() {
    return outside;
  }
}
