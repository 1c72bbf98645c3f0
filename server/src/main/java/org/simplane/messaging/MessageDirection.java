// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

/** Which way a message goes. */
public enum MessageDirection {
  /** To the device (mobile-terminated). */
  MT,
  /** From the device (mobile-originated). */
  MO
}
