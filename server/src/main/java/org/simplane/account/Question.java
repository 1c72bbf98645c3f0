// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;

/** Something that a waiting client wants to know of an operator. */
@FunctionalInterface
public interface Question<T> {

  T ask(Operator operator) throws OperatorException;
}
