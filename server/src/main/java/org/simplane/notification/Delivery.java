// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

/**
 * A line of a webhook's log.
 *
 * @param id 0 while it is not stored
 * @param event the first one's number, where several went at once
 * @param events how many went at once
 * @param attempt which one it was, from 1
 */
public record Delivery(long id, long event, String kind, int events, int attempt, Attempt result) {}
