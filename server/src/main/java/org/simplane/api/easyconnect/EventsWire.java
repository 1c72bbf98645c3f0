// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The one list of this dialect that is wrapped, and whose names are not in snake case. */
record EventsWire(
    List<EventWire> events,
    @JsonProperty("totalEvents") long totalEvents,
    @JsonProperty("totalPages") long totalPages) {

  EventsWire {
    events = List.copyOf(events);
  }
}
