// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

/**
 * What became of rejects that were tried once more.
 *
 * @param accepted taken now, each exactly once
 * @param duplicates known by now, with the same content
 * @param rejected rejected again, for the reason that they now have
 */
public record Retaken(long accepted, long duplicates, long rejected) {

  static final Retaken NONE = new Retaken(0, 0, 0);

  Retaken plus(Retaken other) {
    return new Retaken(
        accepted + other.accepted, duplicates + other.duplicates, rejected + other.rejected);
  }

  long tried() {
    return accepted + duplicates + rejected;
  }
}
