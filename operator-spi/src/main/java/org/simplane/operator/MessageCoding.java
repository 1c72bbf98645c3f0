// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** How the user data of a short message is written (3GPP TS 23.038). */
public enum MessageCoding {
  /** Text of the GSM 7-bit default alphabet and its extension table. */
  GSM_7,
  /** Octets. */
  EIGHT_BIT,
  /** Text in UTF-16. */
  UCS_2
}
