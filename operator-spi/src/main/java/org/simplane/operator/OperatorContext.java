// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Clock;

/** What the core lends an adapter for one account. */
public record OperatorContext(OperatorHttp http, Clock clock) {}
