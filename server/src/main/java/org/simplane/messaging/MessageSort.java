// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

/** What a page of messages is sorted by; equal ones stand newest first. */
public enum MessageSort {
  ID,
  STATUS,
  FINAL_AT,
  EXPIRES_AT
}
