// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.simplane.Permission;

/** What a user or client is for; a set of permissions with a name. */
public enum Role {
  /** May do everything in its organisation and those below it. */
  PORTAL_ADMINISTRATOR(EnumSet.allOf(Permission.class)),
  /** Software that manages a fleet. */
  API_ACCESS(
      EnumSet.of(
          Permission.READ_SUBSCRIPTIONS,
          Permission.CHANGE_SUBSCRIPTIONS,
          Permission.READ_MESSAGES,
          Permission.SEND_MESSAGES,
          Permission.READ_USAGE,
          Permission.CHANGE_QUOTAS,
          Permission.READ_ORDERS,
          Permission.PLACE_ORDERS,
          Permission.READ_ACCOUNTS,
          Permission.READ_WEBHOOKS,
          Permission.MANAGE_WEBHOOKS)),
  /** A person who runs a fleet, its stock and its operator accounts, but not who else may. */
  FLEET_MANAGER(
      EnumSet.of(
          Permission.READ_SUBSCRIPTIONS,
          Permission.READ_PUKS,
          Permission.CHANGE_SUBSCRIPTIONS,
          Permission.IMPORT_SUBSCRIPTIONS,
          Permission.READ_MESSAGES,
          Permission.SEND_MESSAGES,
          Permission.READ_USAGE,
          Permission.UPLOAD_USAGE,
          Permission.CHANGE_QUOTAS,
          Permission.READ_ORDERS,
          Permission.PLACE_ORDERS,
          Permission.READ_ACCOUNTS,
          Permission.MANAGE_ACCOUNTS,
          Permission.READ_WEBHOOKS,
          Permission.MANAGE_WEBHOOKS)),
  /** Sees SIMs, usage and accounts; changes nothing. */
  READ_ONLY(
      EnumSet.of(
          Permission.READ_SUBSCRIPTIONS,
          Permission.READ_MESSAGES,
          Permission.READ_USAGE,
          Permission.READ_ORDERS,
          Permission.READ_ACCOUNTS,
          Permission.READ_WEBHOOKS)),
  /** Helps people in the field: sees SIMs, PUKs, usage and what was changed by whom. */
  SUPPORT(
      EnumSet.of(
          Permission.READ_SUBSCRIPTIONS,
          Permission.READ_PUKS,
          Permission.READ_MESSAGES,
          Permission.READ_USAGE,
          Permission.READ_ORDERS,
          Permission.READ_ACCOUNTS,
          Permission.READ_WEBHOOKS,
          Permission.READ_AUDIT));

  @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf makes it so
  private final Set<Permission> permissions;

  Role(Set<Permission> permissions) {
    this.permissions = Set.copyOf(permissions);
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /** What several roles allow together. */
  public static Set<Permission> permissions(Collection<Role> roles) {
    EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
    roles.forEach(role -> all.addAll(role.permissions));
    return Set.copyOf(all);
  }
}
