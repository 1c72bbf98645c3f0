// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tree of tenants. Who acts in one, acts in those below it too. Safe for use by many threads.
 */
public final class Organisations {

  /** What an organisation's requests per second may be limited to at most. */
  public static final int HIGHEST_RATE = 1_000_000;

  private static final int NAME_LENGTH = 200;

  private final Database database;
  private final Audit audit;
  private final Clock clock;

  /** Younger than 5 s, so that a child made on another node is seen within that time. */
  private final LoadingCache<Long, Scope> scopes;

  public Organisations(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.scopes =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(4))
            .refreshAfterWrite(Duration.ofSeconds(2))
            .executor(Thread::startVirtualThread)
            .build(this::readScope);
  }

  /**
   * The root of that name, made now if there is none; several nodes may ask for the same at once.
   */
  public Organisation root(String name) {
    checkName(name);
    return database.inTransaction(transaction ->
        OrganisationStore.root(
            transaction, name, Tenants.free(transaction, Optional.empty(), name), clock.instant()));
  }

  /** Takes {@link Permission#MANAGE_ACCESS}. */
  public Organisation create(Caller caller, NewOrganisation wanted) {
    return create(caller, wanted, false);
  }

  /**
   * With {@code dryRun} everything is checked and nothing kept; the id of what is answered is then
   * 0.
   */
  public Organisation create(Caller caller, NewOrganisation wanted, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    checkName(wanted.name());
    checkReference(wanted.reference());
    long parent = wanted.parent().orElse(caller.scope().organisation());
    if (!caller.scope().contains(parent)) {
      throw new FailureException(Failure.Invalid.field("parent", "No such organisation"));
    }
    return database.inTransaction(transaction -> {
      Organisation made =
          OrganisationStore.insert(
                  transaction,
                  parent,
                  wanted.name(),
                  wanted.reference(),
                  Tenants.free(transaction, wanted.tenant(), wanted.name()),
                  clock.instant())
              .orElseThrow(() -> taken(wanted.name()));
      if (dryRun) {
        transaction.handle().rollback();
        return new Organisation(
            0,
            made.parent(),
            made.name(),
            made.reference(),
            made.tenant(),
            made.requestsPerSecond(),
            made.createdAt(),
            made.updatedAt(),
            1);
      }
      record(transaction, caller, "organisation.create", null, made);
      transaction.afterCommit(scopes::invalidateAll);
      return made;
    });
  }

  public Optional<Organisation> find(Scope scope, long id) {
    return database.read(handle -> OrganisationStore.find(scope, handle, id));
  }

  /**
   * In the order of their ids.
   *
   * @param parent only those right below it
   */
  public Page<Organisation> page(
      Scope scope, Optional<Long> parent, OptionalLong after, int limit) {
    List<Organisation> rows =
        database.read(
            handle -> OrganisationStore.page(scope, handle, parent, after.orElse(0), limit + 1));
    return Page.of(rows, limit, Organisation::id);
  }

  /** Takes {@link Permission#MANAGE_ACCESS}. Nobody changes the limit of its own requests. */
  public Organisation update(
      Caller caller,
      long id,
      OrganisationPatch patch,
      OptionalLong expectedVersion,
      boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    patch.name().ifPresent(Organisations::checkName);
    patch.reference().ifPresent(Organisations::checkReference);
    patch.requestsPerSecond().ifPresent(Organisations::checkRate);
    if (patch.requestsPerSecond().isPresent() && id == caller.scope().organisation()) {
      throw new FailureException(
          new Failure.NotAllowed("The limit of an organisation's requests is set from above it"));
    }
    return database.inTransaction(transaction -> {
      Organisation before =
          OrganisationStore.lock(caller.scope(), transaction, id).orElseThrow(() -> unknown(id));
      Versions.check(before.version(), expectedVersion);
      String name = patch.name().orElse(before.name());
      Optional<String> reference = patch.reference().orElse(before.reference());
      Optional<Integer> rate = patch.requestsPerSecond().orElse(before.requestsPerSecond());
      String tenant = patch.tenant().orElse(before.tenant());
      if (name.equals(before.name())
          && tenant.equals(before.tenant())
          && reference.equals(before.reference())
          && rate.equals(before.requestsPerSecond())) {
        return before;
      }
      if (!tenant.equals(before.tenant())) {
        Tenants.check(transaction, tenant, id);
      }
      Organisation after =
          OrganisationStore.update(transaction, id, name, reference, rate, tenant, clock.instant())
              .orElseThrow(() -> taken(name));
      if (dryRun) {
        transaction.handle().rollback();
      } else {
        record(transaction, caller, "organisation.update", before, after);
      }
      return after;
    });
  }

  /** What somebody who acts in it may see: itself and all below it. At most 5 s old. */
  public Scope scopeOf(long organisationId) {
    return scopes.get(organisationId);
  }

  private Scope readScope(long organisationId) {
    Set<Long> ids =
        database.read(handle -> OrganisationStore.withThoseBelow(handle, organisationId));
    return new Scope(organisationId, ids);
  }

  private void record(
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable Organisation before,
      Organisation after) {
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(
                after.id(),
                action,
                "organisation",
                after.id(),
                after.name(),
                before == null ? null : show(before),
                show(after))));
  }

  private static ObjectNode show(Organisation organisation) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("name", organisation.name());
    organisation.reference().ifPresent(reference -> shown.put("reference", reference));
    shown.put("tenant", organisation.tenant());
    organisation.requestsPerSecond().ifPresent(rate -> shown.put("requestsPerSecond", rate));
    return shown;
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw new FailureException(
          Failure.Invalid.field("name", "must have 1 to " + NAME_LENGTH + " characters"));
    }
  }

  private static void checkReference(Optional<String> reference) {
    if (reference.isPresent() && reference.get().length() > NAME_LENGTH) {
      throw new FailureException(
          Failure.Invalid.field("reference", "must have at most " + NAME_LENGTH + " characters"));
    }
  }

  private static void checkRate(Optional<Integer> rate) {
    if (rate.isPresent() && (rate.get() < 0 || rate.get() > HIGHEST_RATE)) {
      throw new FailureException(
          Failure.Invalid.field("requestsPerSecond", "must be from 0 to " + HIGHEST_RATE));
    }
  }

  private static FailureException taken(String name) {
    return new FailureException(
        new Failure.Conflict("There is an organisation named '" + name + "' there already"));
  }

  private static FailureException unknown(long id) {
    return new FailureException(new Failure.NotFound("organisation", Long.toString(id)));
  }
}
