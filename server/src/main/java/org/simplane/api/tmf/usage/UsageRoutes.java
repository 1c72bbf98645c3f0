// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Conditions;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.db.Database;
import org.simplane.notification.Outbox;
import org.simplane.usage.Consumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** TMF677 as a whole: questions answered at once with GET, and those that are polled. */
public final class UsageRoutes {

  private static final List<String> PATHS = List.of("/tmf-api/usageConsumption/v4");
  private static final String ALL = "/queryUsageConsumption";
  private static final String ONE = "/queryUsageConsumption/{id}";
  private static final String PRODUCT = "product.id";
  private static final String CRITERIA = "searchCriteria";
  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_KEPT = 1_000;
  private static final int LONGEST_ID = 200;
  private static final Set<String> TYPES = Set.of("@type", "@baseType", "@schemaLocation");

  private final Queries queries;

  public UsageRoutes(
      Database database, Fleet fleet, Consumptions consumptions, Outbox outbox, Clock clock) {
    this.queries = new Queries(database, fleet, consumptions, outbox, clock);
  }

  public TmfApi api() {
    return new TmfApi(
        "usageConsumption",
        TmfVersion.V4,
        PATHS,
        List.of(
            Route.get(ALL, Permission.READ_USAGE, this::list),
            Route.post(ALL, Permission.READ_USAGE, this::create),
            Route.get(ONE, Permission.READ_USAGE, this::find),
            Route.delete(ONE, Permission.READ_USAGE, this::delete)));
  }

  /** With criteria, their answer; without, the questions that are kept. */
  private Reply list(Call call) {
    Conditions wanted =
        Conditions.of(
            call.query().filter(), Set.of(PRODUCT, CRITERIA + "." + PRODUCT), Optional.empty());
    Set<String> products = new LinkedHashSet<>();
    wanted.equal().values().forEach(products::addAll);
    if (products.isEmpty()) {
      Queries.Page page =
          queries.page(call.caller().scope(), call.query().offset(), call.query().limit());
      return Reply.page(page.ids().stream().map(id -> later(call, id)).toList(), page.total());
    }
    if (products.size() > MOST_AT_ONCE) {
      throw invalid(PRODUCT, "has more than " + MOST_AT_ONCE + " values; ask with POST, and poll");
    }
    return Reply.of(
        List.of(QueryWire.of(queries.answer(call.caller(), List.copyOf(products)), call.origin())),
        call.query());
  }

  private Reply.Later later(Call call, String id) {
    return new Reply.Later(() ->
        queries.known(call.caller().scope(), id).map(query -> QueryWire.of(query, call.origin())));
  }

  private Reply create(Call call) {
    JsonNode body = call.body();
    if (!body.isObject()) {
      throw invalid("", "A question is a JSON object");
    }
    List<String> products = products(body.path(CRITERIA));
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("partyAccount", "relatedParty")) {
      if (body.path(name).isArray() && !body.path(name).isEmpty()) {
        throw Refusal.notOffered("Usage is asked for by product, and not by " + name);
      }
    }
    Query query = queries.keep(call.caller(), request, products);
    return Reply.created(
        QueryWire.of(query, call.origin()), call.href(ALL + "/" + query.id().orElseThrow()));
  }

  private static List<String> products(JsonNode criteria) {
    if (!criteria.isObject()) {
      throw invalid(CRITERIA, "is missing");
    }
    criteria
        .properties()
        .forEach(criterion -> {
          JsonNode value = criterion.getValue();
          boolean says = !value.isNull() && !(value.isArray() && value.isEmpty());
          if (says
              && !criterion.getKey().equals("product")
              && !TYPES.contains(criterion.getKey())) {
            throw Refusal.notOffered(
                "Usage is asked for by product, and not by " + criterion.getKey());
          }
        });
    JsonNode product = criteria.path("product");
    List<JsonNode> all = product.isArray() ? product.valueStream().toList() : List.of(product);
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode one : new ArrayList<>(all)) {
      JsonNode id = one.path("id");
      if (!id.isString()
          || id.asString().length() > LONGEST_ID
          || id.asString().indexOf('\0') >= 0) {
        throw invalid(
            CRITERIA + ".product.id",
            "is missing, or no text of at most " + LONGEST_ID + " characters");
      }
      ids.add(id.asString());
    }
    if (ids.isEmpty() || ids.size() > MOST_KEPT) {
      throw invalid(CRITERIA + ".product", "names 1 to " + MOST_KEPT + " products");
    }
    return List.copyOf(ids);
  }

  private Reply find(Call call) {
    return Reply.ok(QueryWire.of(queries.find(call.caller(), call.path("id")), call.origin()));
  }

  private Reply delete(Call call) {
    queries.delete(call.caller().scope(), call.path("id"));
    return Reply.noContent();
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
