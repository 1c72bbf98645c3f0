// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The outbox: what happened, written in the transaction that made it happen; and webhooks, which
 * tell those who asked.
 */
@NullMarked
package org.simplane.notification;

import org.jspecify.annotations.NullMarked;
