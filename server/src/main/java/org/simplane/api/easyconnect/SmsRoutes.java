// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.messaging.Message;
import org.simplane.messaging.MessageQuery;
import org.simplane.messaging.MessageSort;
import org.simplane.messaging.Messages;

/** {@code .../sims/{iccid}/sms}: messages to and from a SIM, as far back as the dialect shows. */
final class SmsRoutes {

  private static final Duration SHOWN = Duration.ofDays(7);
  private static final int LARGEST_BODY = 64 * 1024;
  private static final int V2_SIZE = 20;
  private static final int V2_LARGEST_SIZE = 1_000;

  private final SimRoutes sims;
  private final Messages messages;
  private final PublicUrl url;
  private final Clock clock;

  SmsRoutes(SimRoutes sims, Messages messages, PublicUrl url, Clock clock) {
    this.sims = sims;
    this.messages = messages;
    this.url = url;
    this.clock = clock;
  }

  void list(Context context, Caller caller) {
    list(context, caller, Paging.of(context), SmsWire::of);
  }

  void listOfV2(Context context, Caller caller) {
    list(context, caller, Paging.of(context, "per_page", V2_SIZE, V2_LARGEST_SIZE), V2SmsWire::of);
  }

  private void list(
      Context context, Caller caller, Paging paging, BiFunction<Message, Subscription, ?> wire) {
    caller.require(Permission.READ_MESSAGES);
    Subscription sim = sims.find(context, caller);
    MessageQuery query = MessageQuery.of(sim.id(), clock.instant().minus(SHOWN));
    Order order = Order.of(context.queryParam("sort"));
    paging.describe(context, messages.count(caller.scope(), query));
    List<?> page =
        messages
            .page(
                caller.scope(), query, order.by(), order.descending(), paging.page(), paging.size())
            .stream()
            .map(message -> wire.apply(message, sim))
            .toList();
    Answer.json(context, 200, page);
  }

  void send(Context context, Caller caller) {
    caller.require(Permission.SEND_MESSAGES);
    Subscription sim = sims.find(context, caller);
    SimList.refuseExpired(List.of(sim), clock.instant());
    long id = messages.send(caller, sim, SmsRequest.of(Body.json(context, LARGEST_BODY)));
    String iccid = SimWire.iccid(sim.identity().iccid().orElseThrow());
    url.locate(context, "/v1/sims/" + iccid + "/sms/" + id);
    Answer.empty(context, 201);
  }

  void sendOfV2(Context context, Caller caller) {
    caller.require(Permission.SEND_MESSAGES);
    Subscription sim = sims.find(context, caller);
    SimList.refuseExpired(List.of(sim), clock.instant());
    long id = messages.send(caller, sim, SmsRequest.ofV2(Body.json(context, LARGEST_BODY)));
    Answer.json(context, 201, V2SmsWire.Id.of(id));
  }

  void singleOfV2(Context context, Caller caller) {
    caller.require(Permission.READ_MESSAGES);
    Subscription sim = sims.find(context, caller);
    Answer.json(context, 200, V2SmsWire.of(find(context, caller, sim), sim));
  }

  void cancelOfV2(Context context, Caller caller) {
    Answer.json(context, 200, V2SmsWire.Id.of(cancelled(context, caller)));
  }

  void single(Context context, Caller caller) {
    caller.require(Permission.READ_MESSAGES);
    Subscription sim = sims.find(context, caller);
    Answer.json(context, 200, SmsWire.of(find(context, caller, sim), sim));
  }

  void cancel(Context context, Caller caller) {
    var _ = cancelled(context, caller);
    Answer.empty(context, 200);
  }

  private long cancelled(Context context, Caller caller) {
    caller.require(Permission.SEND_MESSAGES);
    Subscription sim = sims.find(context, caller);
    SimList.refuseExpired(List.of(sim), clock.instant());
    long id = find(context, caller, sim).id();
    var _ = messages.cancel(caller, id);
    return id;
  }

  /** The message of the path, where it is one of that SIM. */
  private Message find(Context context, Caller caller, Subscription sim) {
    String text = context.pathParam("id");
    FailureException unknown = new FailureException(new Failure.NotFound("SMS", text));
    if (!text.matches("[0-9]{1,18}")) {
      throw unknown;
    }
    return messages
        .find(caller.scope(), Long.parseLong(text))
        .filter(message -> message.subscription() == sim.id())
        .filter(message -> message.at().isAfter(clock.instant().minus(SHOWN)))
        .orElseThrow(() -> unknown);
  }

  /** What a list is sorted by: its first key decides. Newest first unless asked otherwise. */
  private record Order(MessageSort by, boolean descending) {

    static Order of(@Nullable String sort) {
      if (sort == null || sort.isBlank()) {
        return new Order(MessageSort.ID, true);
      }
      String key = sort.split(",", 2)[0].strip();
      boolean descending = key.startsWith("-");
      MessageSort by =
          switch (descending ? key.substring(1) : key) {
            case "id", "submit_date" -> MessageSort.ID;
            case "status" -> MessageSort.STATUS;
            case "final_date", "delivery_date" -> MessageSort.FINAL_AT;
            case "expiry_date" -> MessageSort.EXPIRES_AT;
            // The same for all messages of one SIM; clients' examples sort by it.
            case "ip_address", "imei", "iccid", "imsi", "msisdn" -> MessageSort.ID;
            default ->
                throw new FailureException(
                    Failure.Invalid.field(
                        "sort",
                        "sorted is by id, submit_date, status, final_date and expiry_date"));
          };
      return new Order(by, descending);
    }
  }
}
