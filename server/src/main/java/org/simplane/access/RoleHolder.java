// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Who acts: a user or an API client. */
sealed interface RoleHolder permits User, ApiClient {

  long id();

  long organisation();

  Set<Role> roles();

  Set<String> dialects();

  boolean enabled();

  long version();

  /** What people know it by. */
  String knownAs();

  /** As the audit shows it: without secrets, and without what every change changes. */
  ObjectNode shown();

  /** Puts what users and clients have in common behind what they have of their own. */
  default ObjectNode withRights(ObjectNode shown) {
    roles().stream().sorted().map(Role::name).forEach(shown.putArray("roles")::add);
    dialects().stream().sorted().forEach(shown.putArray("dialects")::add);
    return shown.put("enabled", enabled());
  }
}
