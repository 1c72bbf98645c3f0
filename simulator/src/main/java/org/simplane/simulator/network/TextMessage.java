// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

/**
 * A text message sent by a device.
 *
 * @param at seconds since 1970
 * @param destination the short code or number it was sent to
 */
record TextMessage(String id, long at, int sim, String destination, String text) {}
