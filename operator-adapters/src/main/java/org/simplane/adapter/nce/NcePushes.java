// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorEvent.Unrecognised;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Push;
import org.simplane.operator.PushReceiver;
import tools.jackson.databind.JsonNode;

/**
 * What 1NCE pushes (contract section 7), told apart by its form: a message by POST of an object, a
 * delivery report by PATCH, the stream by POST of an array.
 */
final class NcePushes implements PushReceiver {

  private final String authorization;
  private final Clock clock;

  /**
   * @param authorization what a data stream is to bear in its header of that name; empty: nothing.
   *     Messages and delivery reports bear none.
   */
  NcePushes(String authorization, Clock clock) {
    this.authorization = authorization;
    this.clock = clock;
  }

  @Override
  public boolean isAuthentic(Push push) {
    if (authorization.isBlank() || !isStream(push)) {
      return true;
    }
    return MessageDigest.isEqual(
        authorization.strip().getBytes(StandardCharsets.UTF_8),
        push.header("Authorization").orElse("").strip().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<OperatorEvent> read(Push push) throws OperatorException {
    JsonNode body =
        Json.read(push.body(), JsonNode.class)
            .orElseThrow(() -> new OperatorException(Kind.MALFORMED_REPLY, "The push is not JSON"));
    List<OperatorEvent> events = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(item -> events.add(streamed(item)));
    } else if (body.isObject()) {
      events.add(
          switch (push.method()) {
            case "PATCH" -> orAsItCame(ReportWire.of(body), body);
            case "POST" ->
                body.has("payload") ? orAsItCame(ForwardedWire.of(body), body) : streamed(body);
            default -> unrecognised(body);
          });
    } else {
      throw new OperatorException(Kind.MALFORMED_REPLY, "The push is neither object nor array");
    }
    return events;
  }

  private OperatorEvent streamed(JsonNode item) {
    return orAsItCame(
        item.has("volume") && item.has("traffic_type")
            ? StreamWire.usage(item)
            : StreamWire.event(item),
        item);
  }

  private OperatorEvent orAsItCame(Optional<? extends OperatorEvent> event, JsonNode item) {
    return event.<OperatorEvent>map(known -> known).orElseGet(() -> unrecognised(item));
  }

  private OperatorEvent unrecognised(JsonNode item) {
    String body = item.toString();
    return new Unrecognised(
        EventWords.digest(body),
        StreamWire.sim(item),
        clock.instant(),
        item.path("event_type").path("description").asString(""),
        body);
  }

  private static boolean isStream(Push push) {
    for (byte octet : push.body()) {
      if (!Character.isWhitespace(octet)) {
        return octet == '[';
      }
    }
    return false;
  }
}
