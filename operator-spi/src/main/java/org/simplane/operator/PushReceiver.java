// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;

/**
 * Reads what the operator pushes to us. It does no I/O and changes nothing: plain data in, plain
 * data out. The address that the operator is given holds a secret of the account, which the core
 * has checked already.
 */
public interface PushReceiver {

  /**
   * Whether the push bears what the account's settings say that the operator sends besides, such as
   * a password. True where they say nothing.
   */
  boolean isAuthentic(Push push);

  /**
   * What the push tells, in its order. What the adapter does not know is {@link
   * OperatorEvent.Unrecognised}, never left out.
   *
   * @throws OperatorException {@code MALFORMED_REPLY} if it is not of the operator's form
   */
  List<OperatorEvent> read(Push push) throws OperatorException;
}
