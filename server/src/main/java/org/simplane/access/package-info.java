// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Who may do what: organisations, users, API clients, tokens, and the audit of every change. */
@NullMarked
package org.simplane.access;

import org.jspecify.annotations.NullMarked;
