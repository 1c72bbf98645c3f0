// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Duration;
import java.time.Instant;

/**
 * Where usage records come from: a folder and an upload address of this name.
 *
 * @param organisation whose SIMs, its own and those of the organisations below it, the records may
 *     name
 * @param name also the folder's name: lower-case letters, digits and dashes
 * @param acceptance how old a record may be when it arrives; its key is remembered as long
 */
public record Feed(
    long id,
    long organisation,
    String name,
    Duration acceptance,
    boolean enabled,
    Instant createdAt) {}
