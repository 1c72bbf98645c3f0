// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
/**
 * Short messages to devices (MT) and from them (MO): accepted, stored, delivered, reported,
 * counted.
 */
@NullMarked
package org.simplane.messaging;

import org.jspecify.annotations.NullMarked;
