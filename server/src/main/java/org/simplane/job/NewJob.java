// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.Optional;
import org.simplane.Caller;

/**
 * A job to be submitted.
 *
 * @param organisation the one it belongs to and is shown to
 * @param kind such as {@code change}
 * @param reason what the client gave as its reason
 */
public record NewJob(
    long organisation, String kind, String title, Caller caller, Optional<String> reason) {}
