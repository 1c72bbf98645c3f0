// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person.
 *
 * @param username unique over all organisations, whatever its case
 * @param dialects the API dialects this user may speak
 */
public record User(
    long id,
    long organisation,
    String username,
    Optional<String> displayName,
    Optional<String> email,
    Set<Role> roles,
    Set<String> dialects,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements RoleHolder {

  public User {
    roles = Set.copyOf(roles);
    dialects = Set.copyOf(dialects);
  }

  @Override
  public String knownAs() {
    return username;
  }

  @Override
  public ObjectNode shown() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("username", username);
    displayName.ifPresent(text -> shown.put("displayName", text));
    email.ifPresent(text -> shown.put("email", text));
    return withRights(shown);
  }
}
