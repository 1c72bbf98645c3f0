// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

/**
 * Whether anybody listens to an organisation's network events, so that only those are put into the
 * outbox. Answers at once, from memory.
 */
@FunctionalInterface
public interface Audience {

  Audience NOBODY = _ -> false;

  boolean listens(long organisation);
}
