// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Operator accounts: their credentials, their pace, their synchronisation. */
@NullMarked
package org.simplane.account;

import org.jspecify.annotations.NullMarked;
