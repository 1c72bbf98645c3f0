// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.notification.NewWebhook.Basic;

/**
 * What is to be different; empty stays.
 *
 * @param headers all of them: those not named are gone
 * @param basic an empty inner one takes the credentials away
 */
public record WebhookPatch(
    Optional<String> description,
    Optional<URI> url,
    Optional<Set<String>> kinds,
    Optional<Boolean> below,
    Optional<Map<String, String>> headers,
    Optional<Optional<Basic>> basic) {}
