// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import java.util.List;
import org.simplane.adapter.airlinq.Airlinq;
import org.simplane.adapter.galaxy1.Galaxy1;
import org.simplane.adapter.intelsat.Intelsat;
import org.simplane.adapter.iota.IotaPlatform;
import org.simplane.adapter.jasper.JasperPlatform;
import org.simplane.adapter.nce.NceOperatorPlatform;
import org.simplane.adapter.stc.Stc;
import org.simplane.adapter.tmsp.Tmsp;
import org.simplane.adapter.turkcell.Turkcell;
import org.simplane.operator.OperatorPlatform;

/** The built-in operator platforms. */
public final class Platforms {

  private static final List<OperatorPlatform> ALL =
      List.of(
          new NceOperatorPlatform(),
          new JasperPlatform(),
          new IotaPlatform(),
          Tmsp.platform(),
          Intelsat.platform(),
          Airlinq.platform(),
          Stc.platform(),
          Turkcell.platform(),
          Galaxy1.platform());

  private Platforms() {}

  /** One instance of each; none does I/O before an account on it is used. */
  public static List<OperatorPlatform> all() {
    return ALL;
  }
}
