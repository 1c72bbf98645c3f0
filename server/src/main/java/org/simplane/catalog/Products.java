// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.Page;
import org.simplane.db.Database;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is sold. An organisation may order what it sells itself and what those above it sell; only
 * who may act in the selling organisation changes it. Safe for use by many threads.
 */
public final class Products {

  private final Database database;
  private final Audit audit;
  private final Clock clock;

  public Products(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** What the organisation may order now, in the order of ids. */
  public List<Product> onSale(Scope scope) {
    return database.read(handle -> ProductStore.onSale(scope, handle));
  }

  /** Those that the organisation and those below it sell, on sale or not. */
  public Page<Product> page(Scope scope, OptionalLong after, int limit) {
    return Page.of(
        database.read(handle -> ProductStore.page(scope, handle, after.orElse(0), limit + 1)),
        limit,
        Product::id);
  }

  public Optional<Product> find(Scope scope, long id) {
    return database.read(handle -> ProductStore.find(scope, handle, id));
  }

  /** Takes {@link Permission#MANAGE_CATALOG}. With {@code dryRun} the answer's id is 0. */
  public Product create(Caller caller, ProductDraft draft, boolean dryRun) {
    caller.require(Permission.MANAGE_CATALOG);
    check(caller, draft);
    if (dryRun) {
      return new Product(0, draft, Optional.empty(), clock.instant(), clock.instant(), 1);
    }
    return database.inTransaction(transaction -> {
      Product made = ProductStore.insert(transaction, draft, clock.instant());
      record(transaction, caller, "product.create", null, made);
      return made;
    });
  }

  /** Takes {@link Permission#MANAGE_CATALOG}. What was ordered stays as it was sold. */
  public Product update(
      Caller caller,
      long id,
      UnaryOperator<ProductDraft> change,
      OptionalLong expectedVersion,
      boolean dryRun) {
    caller.require(Permission.MANAGE_CATALOG);
    return database.inTransaction(transaction -> {
      Product before = locked(transaction, caller, id);
      if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
        throw new FailureException(
            new Failure.Stale(
                "It has been changed since: the present version is " + before.version()));
      }
      ProductDraft wanted = change.apply(before.said());
      if (before.source().isPresent()) {
        refuseOperators(before.said(), wanted);
      } else {
        check(caller, wanted);
      }
      if (wanted.equals(before.said())) {
        return before;
      }
      if (dryRun) {
        return new Product(
            id, wanted, before.source(), before.createdAt(), before.updatedAt(), before.version());
      }
      Product after = ProductStore.update(transaction, id, wanted, clock.instant());
      record(transaction, caller, "product.update", before, after);
      return after;
    });
  }

  /**
   * Takes {@link Permission#MANAGE_CATALOG}.
   *
   * @throws FailureException {@code Conflict} when it was ordered: it can be taken off sale
   */
  public void delete(Caller caller, long id, boolean dryRun) {
    caller.require(Permission.MANAGE_CATALOG);
    database.useTransaction(transaction -> {
      Product before = locked(transaction, caller, id);
      if (before.source().isPresent()) {
        throw new FailureException(
            new Failure.Conflict("An operator sells it; take it off sale instead"));
      }
      if (ProductStore.isOrdered(transaction.handle(), id)) {
        throw new FailureException(
            new Failure.Conflict("It was ordered, so it stays; take it off sale instead"));
      }
      if (!dryRun) {
        ProductStore.delete(transaction, id);
        record(transaction, caller, "product.delete", before, null);
      }
    });
  }

  /** Ours are whether it is on sale, how many go to a customer, and for how long SIMs live. */
  private static void refuseOperators(ProductDraft was, ProductDraft wanted) {
    ProductDraft ours = was.with(wanted.maxPerCustomer(), wanted.grant(), wanted.onSale());
    if (!ours.equals(wanted)) {
      throw new FailureException(
          new Failure.Conflict(
              "An operator sells it: only onSale, maxPerCustomer, dataBytes, messages and lifeMonths can be changed"));
    }
  }

  private static Product locked(Transaction transaction, Caller caller, long id) {
    return ProductStore.lock(caller.scope(), transaction, id)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("product", Long.toString(id))));
  }

  private static void check(Caller caller, ProductDraft draft) {
    if (draft.kind() == Product.Kind.TOP_UP
        && draft.grant().dataBytes() == 0
        && draft.grant().messages() == 0) {
      throw new FailureException(
          Failure.Invalid.field("grant", "of a top-up holds data or messages"));
    }
    if (!caller.scope().contains(draft.organisation())) {
      throw new FailureException(
          new Failure.NotFound("organisation", Long.toString(draft.organisation())));
    }
    if (draft.stock().isPresent() && !caller.scope().contains(draft.stock().getAsLong())) {
      throw new FailureException(
          new Failure.NotFound("organisation", Long.toString(draft.stock().getAsLong())));
    }
  }

  void record(
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable Product before,
      @Nullable Product after) {
    Product subject = after == null ? before : after;
    if (subject != null) {
      audit.record(
          transaction,
          caller,
          List.of(
              new Audit.Entry(
                  subject.said().organisation(),
                  action,
                  "product",
                  subject.id(),
                  subject.name(),
                  before == null ? null : shown(before.said()),
                  after == null ? null : shown(after.said()))));
    }
  }

  private static ObjectNode shown(ProductDraft said) {
    ObjectNode shown =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", said.kind().name())
            .put("name", said.name())
            .put("material", said.material())
            .put("packageSize", said.packageSize())
            .put("minQuantity", said.minQuantity())
            .put("maxQuantity", said.maxQuantity())
            .put("contractMonths", said.contractMonths())
            .put("currency", said.price().currency())
            .put("net", said.price().net())
            .put("gross", said.price().gross())
            .put("dataBytes", said.grant().dataBytes())
            .put("messages", said.grant().messages())
            .put("lifeMonths", said.grant().lifeMonths())
            .put("onSale", said.onSale());
    said.maxPerCustomer().ifPresent(most -> shown.put("maxPerCustomer", most));
    said.monthly().ifPresent(monthly -> shown.put("monthlyNet", monthly.net()));
    said.stock().ifPresent(stock -> shown.put("organisation", stock));
    return shown;
  }
}
