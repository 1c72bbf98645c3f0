// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.account.Accounts;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import org.simplane.usage.Consumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Products as they are read: the list, one of them, those of business ids. */
final class Reading {

  private static final int LARGEST_BODY = 1024 * 1024;
  private static final int LONGEST_SEARCH = 1000;

  /**
   * Of more products than these nobody waits for operators to count: some answer 5 calls a second.
   */
  private static final int MOST_WITH_USAGE = 20;

  private static final Set<String> SUMMARY =
      Set.of(
          "id",
          "href",
          "isBundle",
          "status",
          "connectivityType",
          "relatedParty",
          "productCharacteristic",
          "@baseType",
          "@type");

  private final Products products;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Consumptions consumptions;

  Reading(
      Products products,
      Subscriptions subscriptions,
      Accounts accounts,
      Consumptions consumptions) {
    this.products = products;
    this.subscriptions = subscriptions;
    this.accounts = accounts;
    this.consumptions = consumptions;
  }

  /** {@code GET /product}: from our own store, so no operator makes it slow or fail. */
  void list(Request request) {
    int number = request.pageNumber();
    int size = request.pageSize();
    Set<String> fields = request.fields();
    SubscriptionPage page =
        subscriptions.page(request.caller().scope(), SubscriptionQuery.ALL.withPage(number, size));
    boolean nothingMeant = !fields.isEmpty() && fields.stream().noneMatch(SUMMARY::contains);
    List<ObjectNode> entities =
        nothingMeant
            ? List.of()
            : products.of(request.caller().scope(), page.subscriptions()).stream()
                .map(product ->
                    WireJson.narrowed(WireJson.tree(SummaryWire.of(product, request)), fields))
                .toList();
    Answer.json(
        request,
        200,
        new ListWire(
            entities,
            new ListWire.StatisticsWire(number, size),
            ListWire.LinkWire.of(
                request.tenant() + "/product", number, size, page.next().isPresent()),
            accounts.freshness(request.caller().scope()).stream()
                .map(ListWire.SourceWire::of)
                .toList()));
  }

  /** {@code GET /product/{id}}. */
  void single(Request request) {
    Products.Named named = products.named(request.caller().scope(), request.parameter("id"));
    Answer.json(request, 200, WireJson.narrowed(wire(request, named), request.fields()));
  }

  /** As it is answered for alone: what the operator would have to be asked for is asked for. */
  ObjectNode wire(Request request, Products.Named named) {
    Product product = named.product();
    return switch (named.part()) {
      case BUNDLE -> WireJson.tree(bundle(request, product, true));
      case USAGE ->
          WireJson.tree(
              UsageWire.of(
                  product,
                  request,
                  consumptions.current(request.caller().scope(), product.subscription())));
      case SIM_CARD, TERMINAL, DATA_CONNECTIVITY ->
          WireJson.tree(PartWire.of(product, named.part(), request));
    };
  }

  /** Without its usage where the operator cannot tell it now: the rest does not depend on that. */
  private BundleWire bundle(Request request, Product product, boolean withUsage) {
    List<Object> parts = new ArrayList<>();
    for (Part part : product.parts()) {
      if (part == Part.USAGE) {
        if (withUsage) {
          usage(request, product).ifPresent(parts::add);
        }
      } else {
        parts.add(PartWire.of(product, part, request));
      }
    }
    return BundleWire.of(product, request, parts);
  }

  private Optional<UsageWire> usage(Request request, Product product) {
    try {
      return Optional.of(
          UsageWire.of(
              product,
              request,
              consumptions.current(request.caller().scope(), product.subscription())));
    } catch (FailureException failed) {
      return switch (failed.failure()) {
        case Failure.OperatorDown _,
            Failure.Throttled _,
            Failure.TimedOut _,
            Failure.NotSupported _,
            Failure.NotFound _ ->
            Optional.empty();
        case Failure.Denied _,
            Failure.NotAllowed _,
            Failure.Invalid _,
            Failure.Conflict _,
            Failure.Stale _ ->
            throw failed;
      };
    }
  }

  /** What is found by business ids, with a problem for each id that is not. */
  record FoundWire(
      @JsonProperty("entities") List<BundleWire> entities,
      @JsonProperty("errors") List<ProblemWire> errors) {}

  /** {@code POST /product/find}. */
  void find(Request request) {
    JsonNode body = request.json(LARGEST_BODY);
    if (!body.isObject()) {
      throw Request.invalid("", "a JSON object is expected");
    }
    List<String> iccids = Request.texts(body, "iccidList", LONGEST_SEARCH);
    List<String> serials = Request.texts(body, "terminalSNList", LONGEST_SEARCH);
    if (iccids.isEmpty() && serials.isEmpty()) {
      throw Request.invalid("iccidList", "iccidList or terminalSNList must name something");
    }
    List<ProblemWire> errors = new ArrayList<>();
    List<Subscription> found = new ArrayList<>();
    collect(request, iccids, Subscription.Kind.SIM, "iccid", found, errors);
    collect(request, serials, Subscription.Kind.TERMINAL, "terminal serial number", found, errors);
    List<Product> known = products.of(request.caller().scope(), found.stream().distinct().toList());
    Answer.json(request, 200, new FoundWire(bundles(request, known), errors));
  }

  private void collect(
      Request request,
      List<String> ids,
      Subscription.Kind kind,
      String word,
      List<Subscription> found,
      List<ProblemWire> errors) {
    Map<String, List<Subscription>> holders =
        products.findByBusinessIds(request.caller().scope(), ids, kind);
    holders.forEach((id, ofId) -> {
      if (ofId.isEmpty()) {
        errors.add(
            ProblemWire.of(
                404,
                "Product with " + word + " " + id + " not found",
                request.tenant() + "/product/find",
                request.caller().correlation()));
      }
      found.addAll(ofId);
    });
  }

  /** Beside each other: each may have to wait for its operator. */
  private List<BundleWire> bundles(Request request, List<Product> known) {
    if (known.size() > MOST_WITH_USAGE) {
      return known.stream().map(product -> bundle(request, product, false)).toList();
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BundleWire>> begun =
          known.stream()
              .map(product ->
                  threads.submit((Callable<BundleWire>) () -> bundle(request, product, true)))
              .toList();
      List<BundleWire> bundles = new ArrayList<>(begun.size());
      for (Future<BundleWire> one : begun) {
        bundles.add(one.get());
      }
      return bundles;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
