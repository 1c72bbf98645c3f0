// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

/** What an organisation may limit for a month. */
public enum Measure {
  /** Bytes. */
  DATA,
  /** Messages to SIMs. */
  SMS_MT,
  /** Messages from SIMs. */
  SMS_MO
}
