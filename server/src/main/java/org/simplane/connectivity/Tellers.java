// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import org.simplane.operator.Telling;

/** Which operators tell of changes themselves, so that nothing is told twice. From memory. */
@FunctionalInterface
public interface Tellers {

  /** Every operator tells everything. */
  Tellers ALL = (_, _) -> true;

  /**
   * @param platform the name of an account's platform
   */
  boolean tells(String platform, Telling what);
}
