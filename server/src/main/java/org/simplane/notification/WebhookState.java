// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

/** Whether a webhook is told. */
public enum WebhookState {
  ACTIVE,
  /** Somebody paused it; what happens meanwhile is told when it is resumed. */
  PAUSED,
  /** Nothing got through for too long; told again when it is resumed. */
  FAILED
}
