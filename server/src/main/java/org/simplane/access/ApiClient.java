// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program that calls an API.
 *
 * @param clientId the public name it authenticates with; generated
 * @param dialects the API dialects this client may speak
 */
public record ApiClient(
    long id,
    long organisation,
    String clientId,
    String name,
    Set<Role> roles,
    Set<String> dialects,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements RoleHolder {

  public ApiClient {
    roles = Set.copyOf(roles);
    dialects = Set.copyOf(dialects);
  }

  @Override
  public String knownAs() {
    return name;
  }

  @Override
  public ObjectNode shown() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("clientId", clientId);
    shown.put("name", name);
    return withRights(shown);
  }
}
