// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.PrintStream;

/** Tells the person at the terminal what is going on. */
final class Terminal {

  private final PrintStream out;

  Terminal(PrintStream out) {
    this.out = out;
  }

  void step(String what) {
    out.println("  " + what + " …");
  }

  void problem(String what) {
    out.println("  " + what);
  }
}
