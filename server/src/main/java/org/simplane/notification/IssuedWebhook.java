// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.util.Optional;

/**
 * A webhook with its signing secret, which is shown this once.
 *
 * @param secret empty for a format that is not signed, and for a dry run
 */
public record IssuedWebhook(Webhook webhook, Optional<String> secret) {

  @Override
  public String toString() {
    return "IssuedWebhook[" + webhook.id() + "]";
  }
}
