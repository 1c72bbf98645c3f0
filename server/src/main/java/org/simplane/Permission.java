// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

/** What a caller may do; roles are sets of these. */
public enum Permission {
  READ_SUBSCRIPTIONS,
  READ_PUKS,
  CHANGE_SUBSCRIPTIONS,
  IMPORT_SUBSCRIPTIONS,
  READ_MESSAGES,
  SEND_MESSAGES,
  READ_USAGE,
  UPLOAD_USAGE,
  CHANGE_QUOTAS,
  READ_ORDERS,
  PLACE_ORDERS,
  /** Products, what becomes of orders, answers to customers. */
  MANAGE_CATALOG,
  READ_ACCOUNTS,
  MANAGE_ACCOUNTS,
  READ_WEBHOOKS,
  MANAGE_WEBHOOKS,
  READ_ACCESS,
  MANAGE_ACCESS,
  READ_AUDIT
}
