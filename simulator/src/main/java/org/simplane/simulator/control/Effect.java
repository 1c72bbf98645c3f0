// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

/**
 * A value that a request set. One that it already had is noted too: that is how a change that was
 * sent twice shows.
 *
 * @param subject whose, such as an ICCID
 * @param what which value, such as {@code status}
 */
public record Effect(String subject, String what, String from, String to) {}
