// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.util.List;

/** One benchmark: measures something and the machine's own limit for it in the same run. */
interface Bench {

  /** What the command line calls it. */
  String name();

  /** What is measured against what, in one line. */
  String about();

  /** May take minutes; progress goes to {@code progress}. */
  List<Figure> run(Progress progress) throws Exception;

  /** Tells the person at the terminal how far it is. */
  @FunctionalInterface
  interface Progress {
    void tell(String what);
  }
}
