// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

/**
 * Whether anybody listens to what comes in great numbers from an organisation's SIMs, such as
 * network events, so that only that is put into the outbox. Answers at once, from memory.
 */
@FunctionalInterface
public interface Audience {

  Audience NOBODY = _ -> false;

  boolean listens(long organisation);
}
