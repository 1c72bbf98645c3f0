// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The dialect T-Mobile IoT Easy Connect (1NCE management API, version 1) under {@code
 * /management-api}. What is served, and where its sources disagree, is in
 * docs/dialects/easyconnect.md.
 */
@NullMarked
package org.simplane.api.easyconnect;

import org.jspecify.annotations.NullMarked;
