// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What an operator platform adapter provides, and the vocabulary it shares with the core:
 * identifiers, statuses, references to subscriptions. Depends on the JDK and JSpecify alone.
 */
@NullMarked
package org.simplane.operator;

import org.jspecify.annotations.NullMarked;
