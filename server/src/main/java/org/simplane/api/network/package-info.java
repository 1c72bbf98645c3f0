// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** The own network's doors over HTTP: events and messages as NDJSON. */
@NullMarked
package org.simplane.api.network;

import org.jspecify.annotations.NullMarked;
