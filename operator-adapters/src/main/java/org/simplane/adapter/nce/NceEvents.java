// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.EventReports;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.SubscriptionRef;

/** {@code GET /v1/sims/{iccid}/events}, kept for seven days. */
final class NceEvents implements EventReports {

  /** The most that 1NCE gives. */
  private static final int PAGE_SIZE = 1_000;

  private final NceClient client;

  NceEvents(NceClient client) {
    this.client = client;
  }

  /** Reads newest first until it gets behind the time. */
  @Override
  public List<OperatorEvent> events(SubscriptionRef ref, Instant from) throws OperatorException {
    String path = "/v1/sims/" + RestClient.encoded(ref.operatorKey()) + "/events";
    List<OperatorEvent> found = new ArrayList<>();
    Optional<String> page = Optional.empty();
    boolean older = false;
    do {
      int number = NcePages.number(page);
      HttpResponse<byte[]> response =
          client.get(path + "?page=" + number + "&pageSize=" + PAGE_SIZE + "&sort=-timestamp");
      List<EventListWire.Event> events = client.body(response, EventListWire.class).events();
      List<EventListWire.Event> listed = events == null ? List.of() : events;
      for (EventListWire.Event event : listed) {
        Optional<OperatorEvent> told = event.event(ref);
        if (told.isPresent() && told.get().at().isBefore(from)) {
          older = true;
        } else {
          told.ifPresent(found::addFirst);
        }
      }
      page = NcePages.next(response, number, listed.size(), PAGE_SIZE);
    } while (page.isPresent() && !older);
    return found;
  }
}
