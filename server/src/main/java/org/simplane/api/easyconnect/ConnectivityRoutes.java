// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.api.easyconnect.ConnectivityWire.SubscriberInfo;
import org.simplane.connectivity.EventQuery;
import org.simplane.connectivity.History;
import org.simplane.connectivity.Presences;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Subscription;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Reset;

/** {@code connectivity_info}, {@code events} and {@code reset} of a SIM. */
final class ConnectivityRoutes {

  private static final int LARGEST_PAGE = 1_000;
  private static final Period SHOWN = Period.ofDays(7);

  /** Another operator is not asked again before. */
  private static final Duration AGE = Duration.ofSeconds(30);

  private static final int LONGEST = 1_000;

  private final SimRoutes sims;
  private final Presences presences;
  private final History history;
  private final Lifecycle lifecycle;
  private final Clock clock;

  ConnectivityRoutes(
      SimRoutes sims, Presences presences, History history, Lifecycle lifecycle, Clock clock) {
    this.sims = sims;
    this.presences = presences;
    this.history = history;
    this.lifecycle = lifecycle;
    this.clock = clock;
  }

  /** The network is asked; that it does not answer is an answer. */
  void info(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Instant requested = clock.instant();
    boolean subscriber = flag(context, "subscriber", true);
    boolean ussd = flag(context, "ussd", false);
    Subscription sim = sims.find(context, caller);
    SubscriberInfo info = subscriber ? ask(caller, sim) : null;
    Answer.json(
        context,
        200,
        new ConnectivityWire(
            info,
            ussd ? ConnectivityWire.UssdInfo.none() : null,
            Dates.millis(requested),
            Dates.millis(clock.instant())));
  }

  private SubscriberInfo ask(Caller caller, Subscription sim) {
    try {
      return SubscriberInfo.of(presences.refresh(caller, sim), clock.instant());
    } catch (FailureException e) {
      return switch (e.failure()) {
        case Failure.TimedOut _ -> SubscriberInfo.failed("Request Timeout Error");
        case Failure.OperatorDown down -> SubscriberInfo.failed(down.message());
        case Failure.NotSupported none -> SubscriberInfo.failed(none.message());
        case Failure.Conflict refused -> SubscriberInfo.failed(refused.message());
        default -> throw e;
      };
    }
  }

  void events(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Paging paging = Paging.of(context, LARGEST_PAGE);
    List<EventQuery.Sort> sort = sort(context);
    Subscription sim = sims.find(context, caller);
    History.Page page = events(context, caller, sim, paging, sort);
    Answer.json(
        context,
        200,
        new EventsWire(
            page.events().stream().map(event -> EventWire.of(event, sim)).toList(),
            page.total(),
            Math.ceilDiv(page.total(), paging.size())));
  }

  /** The stream's objects, in a bare list. */
  void eventsOfV2(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Paging paging = Paging.of(context, LARGEST_PAGE);
    List<EventQuery.Sort> sort = sort(context);
    Subscription sim = sims.find(context, caller);
    EventObject.Subject subject = subject(sim);
    Answer.json(
        context,
        200,
        events(context, caller, sim, paging, sort).events().stream()
            .map(event -> EventObject.of(event, subject))
            .toList());
  }

  private static EventObject.Subject subject(Subscription sim) {
    Identity identity = sim.identity();
    return new EventObject.Subject(
        sim.id(),
        sim.organisation(),
        SimWire.iccid(identity.iccid().orElseThrow()),
        identity.imsi().map(Imsi::digits).orElse(null),
        identity.msisdnData().map(Msisdn::digits).orElse(null),
        identity.ipAddress().orElse(null),
        identity.imei().map(Imei::digits).orElse(null));
  }

  private History.Page events(
      Context context, Caller caller, Subscription sim, Paging paging, List<EventQuery.Sort> sort) {
    history.refreshIfOlder(caller, sim, AGE);
    Instant now = clock.instant();
    EventQuery query =
        new EventQuery(
            sim.id(),
            now.atOffset(ZoneOffset.UTC).minus(SHOWN).toInstant(),
            now.plus(Duration.ofDays(1)),
            List.of(),
            sort);
    History.Page page =
        history.events(caller.scope(), query, (paging.page() - 1L) * paging.size(), paging.size());
    paging.describe(context, page.total());
    return page;
  }

  /** The body, if there is one, says nothing. */
  void reset(Context context, Caller caller) {
    Subscription sim = sims.find(context, caller);
    SimList.refuseExpired(List.of(sim), clock.instant());
    var _ =
        lifecycle.request(
            caller,
            ChangeRequest.of(
                "Connectivity reset of " + sim.businessId(),
                Target.one(sim.id(), new Wish.ToReset(Reset.CONNECTIVITY))));
    Answer.empty(context, 201);
  }

  private static List<EventQuery.Sort> sort(Context context) {
    String text = context.queryParam("sort");
    List<EventQuery.Sort> sort = new ArrayList<>();
    if (text == null || text.isBlank()) {
      return sort;
    }
    if (text.length() > LONGEST) {
      throw invalid("sort", "longer than " + LONGEST + " characters");
    }
    for (String part : text.split(",")) {
      String key = part.strip();
      if (key.isEmpty()) {
        continue;
      }
      boolean descending = key.startsWith("-");
      EventQuery.Key by =
          switch (descending ? key.substring(1) : key) {
            case "timestamp" -> EventQuery.Key.AT;
            case "id" -> EventQuery.Key.ID;
            default -> throw invalid("sort", "sorted is by timestamp and id, not by '" + key + "'");
          };
      if (sort.stream().noneMatch(known -> known.key() == by)) {
        sort.add(new EventQuery.Sort(by, descending));
      }
    }
    return sort;
  }

  /** Clients write {@code true} and {@code 1}; empty is not given. */
  private static boolean flag(Context context, String name, boolean absent) {
    String text = context.queryParam(name);
    if (text == null || text.isBlank()) {
      return absent;
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw invalid(name, "true or false is expected");
    };
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
