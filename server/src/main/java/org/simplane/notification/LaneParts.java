// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.db.Database;

/**
 * What all lanes of a node share.
 *
 * @param turns how many of them ask the database at a time
 */
record LaneParts(
    Database database,
    Organisations organisations,
    WebhookSender sender,
    Outbox outbox,
    Audit audit,
    List<DeliveryListener> listeners,
    WebhookConfig config,
    Clock clock,
    Semaphore turns) {}
