// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** A service of a subscription that can be metered and barred on its own. */
public enum Service {
  DATA,
  SMS
}
