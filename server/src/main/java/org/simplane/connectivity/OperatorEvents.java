// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.connectivity.NetworkEvent.Source;
import org.simplane.inventory.Subscription;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.Plmn;

/**
 * Takes what operators tell of their subscriptions' networks, pushed or asked for. The same event
 * told both ways counts once. Messages and usage are other features' and are passed over.
 */
public final class OperatorEvents {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_KIND = 40;

  private final NetworkEvents events;

  public OperatorEvents(NetworkEvents events) {
    this.events = events;
  }

  /**
   * Stores what is about one subscription. To be called outside a transaction.
   *
   * @return how many were new
   */
  public int take(Subscription subscription, List<? extends OperatorEvent> told) {
    List<NewEvent> fresh = new ArrayList<>();
    for (OperatorEvent event : told) {
      of(Whose.of(subscription), event).ifPresent(fresh::add);
    }
    Caller caller = Caller.system("operator", Scope.of(subscription.organisation()));
    return events.take(caller, fresh).size();
  }

  /** Whose event it is. */
  record Whose(long account, long subscription, long organisation) {

    static Whose of(Subscription subscription) {
      return new Whose(subscription.account(), subscription.id(), subscription.organisation());
    }
  }

  /** Empty for what is no event of the network. */
  static Optional<NewEvent> of(Whose subscription, OperatorEvent event) {
    return switch (event) {
      case OperatorEvent.NetworkEvent network ->
          Optional.of(
              event(
                  subscription,
                  event,
                  kind(network.kind()),
                  Source.NETWORK,
                  network.network(),
                  network.rat(),
                  network.imei(),
                  detail(network)));
      case OperatorEvent.StatusChanged changed ->
          Optional.of(
              plain(
                  subscription,
                  event,
                  Kinds.STATUS_CHANGE,
                  Source.API,
                  Map.of(EventDetail.AFTER, changed.status().name(), "word", changed.word())));
      case OperatorEvent.QuotaChanged changed ->
          Optional.of(
              plain(
                  subscription,
                  event,
                  switch (changed.mark()) {
                    case THRESHOLD -> Kinds.QUOTA_THRESHOLD;
                    case EXHAUSTED -> Kinds.QUOTA_EXHAUSTED;
                    case EXPIRED -> "QUOTA_EXPIRED";
                    case RENEWED -> Kinds.QUOTA_ENABLED;
                  },
                  Source.POLICY,
                  Map.of(EventDetail.SERVICE, changed.service().name())));
      case OperatorEvent.Unrecognised unknown ->
          Optional.of(
              plain(
                  subscription,
                  event,
                  "OTHER",
                  Source.NETWORK,
                  Map.of("word", unknown.type(), "body", unknown.body())));
      case OperatorEvent.MessageReceived _,
          OperatorEvent.DeliveryReport _,
          OperatorEvent.UsageRecord _ ->
          Optional.empty();
    };
  }

  private static Map<String, String> detail(OperatorEvent.NetworkEvent event) {
    Map<String, String> detail = new HashMap<>(Movement.detail(event.detail()));
    Movement.given(event.description()).ifPresent(text -> detail.put(TEXT, text));
    detail.put(EventDetail.SEVERITY, event.severity().name());
    detail.put(EventDetail.ALERT, Boolean.toString(event.alert()));
    return detail;
  }

  /** The operator's own sentence, among the details. */
  public static final String TEXT = "text";

  private static String kind(String word) {
    String kind = word.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return kind.isEmpty() ? "OTHER" : kind.substring(0, Math.min(kind.length(), LONGEST_KIND));
  }

  private static NewEvent plain(
      Whose subscription,
      OperatorEvent event,
      String kind,
      Source source,
      Map<String, String> detail) {
    return event(
        subscription,
        event,
        kind,
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        detail);
  }

  private static NewEvent event(
      Whose subscription,
      OperatorEvent event,
      String kind,
      Source source,
      Optional<Plmn> network,
      Optional<String> radio,
      Optional<Imei> imei,
      Map<String, String> detail) {
    Instant at = event.at();
    String id = "operator " + subscription.account() + " " + event.key();
    return new NewEvent(
        id.substring(0, Math.min(id.length(), LONGEST_ID)),
        at,
        subscription.subscription(),
        subscription.organisation(),
        kind,
        source,
        network,
        radio,
        imei,
        Movement.json(detail));
  }
}
