// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The living fleet: devices on a radio network that exists only here. They attach, roam, open
 * sessions, send messages and misbehave a little; their records, events and messages are handed
 * over the way a mobile core hands them over; and they obey the register.
 */
@NullMarked
package org.simplane.simulator.network;

import org.jspecify.annotations.NullMarked;
