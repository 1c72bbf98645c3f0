// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.util.Optional;
import org.simplane.Caller;
import tools.jackson.databind.JsonNode;

/**
 * One change as it was recorded.
 *
 * @param organisation the one the subject belonged to at the time
 * @param actor the name of who did it, as it was then
 * @param correlation the request that did it
 */
public record Audited(
    long id,
    Instant at,
    long organisation,
    Caller.Kind actorKind,
    long actorId,
    String actor,
    String action,
    String subjectKind,
    long subjectId,
    String subjectName,
    Optional<JsonNode> before,
    Optional<JsonNode> after,
    Optional<String> correlation) {}
