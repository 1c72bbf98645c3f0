// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import io.javalin.http.HandlerType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Conditions;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.db.Database;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.notification.Outbox;
import tools.jackson.databind.JsonNode;

/** TMF622 as a whole. */
public final class OrderRoutes {

  private static final List<String> PATHS = List.of("/tmf-api/productOrderingManagement/v4");
  private static final String ORDERS = "/productOrder";
  private static final String ORDER = "/productOrder/{id}";
  private static final String CANCELLATIONS = "/cancelProductOrder";
  private static final String ID = "id";
  private static final String EXTERNAL_ID = "externalId";
  private static final String STATE = "state";
  private static final String DATE = "requestedCancellationDate";
  private static final int LONGEST_REASON = 2_000;

  private final Orders orders;

  public OrderRoutes(
      Database database,
      Fleet fleet,
      Lifecycle lifecycle,
      Jobs jobs,
      Monitors monitors,
      Outbox outbox,
      Clock clock) {
    this.orders = new Orders(database, fleet, lifecycle, jobs, monitors, outbox, clock);
  }

  public TmfApi api() {
    return new TmfApi(
        "productOrderingManagement",
        TmfVersion.V4,
        PATHS,
        List.of(
            Route.get(ORDERS, Permission.READ_SUBSCRIPTIONS, this::list),
            Route.post(ORDERS, Permission.CHANGE_SUBSCRIPTIONS, this::place),
            Route.get(ORDER, Permission.READ_SUBSCRIPTIONS, this::find),
            Route.notOffered(
                HandlerType.PATCH,
                ORDER,
                Permission.CHANGE_SUBSCRIPTIONS,
                "An order stays as it was placed; it is cancelled with /cancelProductOrder"),
            Route.notOffered(
                HandlerType.DELETE,
                ORDER,
                Permission.CHANGE_SUBSCRIPTIONS,
                "Orders are kept as long as their jobs; they are cancelled with /cancelProductOrder"),
            Route.get(CANCELLATIONS, Permission.READ_SUBSCRIPTIONS, this::cancellations),
            Route.post(CANCELLATIONS, Permission.CHANGE_SUBSCRIPTIONS, this::cancel),
            Route.get(CANCELLATIONS + "/{id}", Permission.READ_SUBSCRIPTIONS, this::cancellation)));
  }

  private Reply place(Call call) {
    Order order = orders.place(call.caller(), OrderBody.read(call.stream()));
    return Reply.created(wire(order, call), call.href("/productOrder/" + order.id()));
  }

  private Reply find(Call call) {
    return Reply.ok(wire(orders.find(call.caller().scope(), call.path(ID)), call));
  }

  private Reply list(Call call) {
    Conditions wanted =
        Conditions.of(call.query().filter(), Set.of(ID, EXTERNAL_ID, STATE), Optional.empty());
    Optional<Set<Order.State>> states = wanted.of(STATE).map(OrderRoutes::states);
    if (states.map(Set::isEmpty).orElse(false) || wanted.equal().containsValue(Set.of())) {
      return Reply.page(List.of(), 0);
    }
    Orders.Page<Order> page =
        orders.page(
            call.caller().scope(),
            new OrderStore.Wanted(
                wanted.of(ID).orElse(Set.of()),
                wanted.of(EXTERNAL_ID).orElse(Set.of()),
                states.orElse(Set.of())),
            call.query().offset(),
            call.query().limit());
    return Reply.page(page.rows().stream().map(order -> wire(order, call)).toList(), page.total());
  }

  private Reply.Lazy wire(Order order, Call call) {
    Map<String, Object> attributes =
        OrderWire.of(order, new OrderLines(orders, call.caller().scope(), order), call.origin());
    return new Reply.Lazy(attributes);
  }

  private static Set<Order.State> states(Set<String> words) {
    return Arrays.stream(Order.State.values())
        .filter(state -> words.contains(state.word()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Order.State.class)));
  }

  private Reply cancel(Call call) {
    JsonNode body = call.body();
    if (!body.isObject()) {
      throw invalid("", "A cancellation is a JSON object");
    }
    JsonNode order = body.path("productOrder").path(ID);
    if (!order.isString()) {
      throw invalid("productOrder.id", "is missing");
    }
    Cancellation cancellation =
        orders.cancel(call.caller(), order.asString(), reason(body), date(body));
    return Reply.created(
        CancellationWire.of(cancellation, call.origin()),
        call.href("/cancelProductOrder/" + cancellation.id()));
  }

  private static Optional<String> reason(JsonNode body) {
    JsonNode reason = body.path("cancellationReason");
    if (reason.isMissingNode() || reason.isNull()) {
      return Optional.empty();
    }
    if (!reason.isString()
        || reason.asString().length() > LONGEST_REASON
        || reason.asString().indexOf('\0') >= 0) {
      throw invalid(
          "cancellationReason", "is to be a text of at most " + LONGEST_REASON + " characters");
    }
    return Optional.of(reason.asString());
  }

  private static Optional<Instant> date(JsonNode body) {
    JsonNode date = body.path(DATE);
    if (date.isMissingNode() || date.isNull()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime parsed = OffsetDateTime.parse(date.asString(""));
      if (parsed.getYear() >= 0 && parsed.getYear() <= 9999) {
        return Optional.of(parsed.toInstant());
      }
    } catch (DateTimeException e) {
      // Told below, like a year that nobody's calendar has.
    }
    throw invalid(DATE, "is to be a date and time such as 2026-01-31T12:00:00Z");
  }

  private Reply cancellation(Call call) {
    return Reply.ok(
        CancellationWire.of(
            orders.cancellation(call.caller().scope(), call.path(ID)), call.origin()));
  }

  private Reply cancellations(Call call) {
    if (!call.query().filter().isEmpty()) {
      Conditions.of(call.query().filter(), Set.of(), Optional.empty());
    }
    Orders.Page<Cancellation> page =
        orders.cancellations(call.caller().scope(), call.query().offset(), call.query().limit());
    return Reply.page(
        page.rows().stream().map(one -> CancellationWire.of(one, call.origin())).toList(),
        page.total());
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
