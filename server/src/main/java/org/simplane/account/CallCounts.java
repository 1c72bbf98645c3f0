// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

/**
 * What this node has asked of an account's operator since it started.
 *
 * @param throttled answers that were 429
 * @param unreachable calls for which no connection came about
 * @param unanswered calls that broke or fell silent after something may have been sent
 */
public record CallCounts(long calls, long throttled, long unreachable, long unanswered) {}
