// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import java.util.List;
import org.simplane.adapter.airlinq.Airlinq;
import org.simplane.adapter.nce.NceOperatorPlatform;
import org.simplane.operator.OperatorPlatform;

/** The built-in operator platforms. */
public final class Platforms {

  private static final List<OperatorPlatform> ALL =
      List.of(new NceOperatorPlatform(), Airlinq.platform());

  private Platforms() {}

  /** One instance of each; none does I/O before an account on it is used. */
  public static List<OperatorPlatform> all() {
    return ALL;
  }
}
