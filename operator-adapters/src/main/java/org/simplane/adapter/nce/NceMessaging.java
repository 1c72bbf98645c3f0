// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessagePage;
import org.simplane.operator.MessageSource;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.Outcome;
import org.simplane.operator.OutgoingMessage;
import org.simplane.operator.SubscriptionRef;

/** SMS: {@code /v1/sims/{iccid}/sms} (contract section 6). */
final class NceMessaging implements Messaging {

  private static final int PAGE_SIZE = 100;

  /** The host in it is not one that can be asked: only the end of the path counts. */
  private static final Pattern LOCATION = Pattern.compile(".*/sms/(\\d{1,18})/?");

  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final NceClient client;

  NceMessaging(NceClient client) {
    this.client = client;
  }

  /** An answer without the message's id is as good as none: the list shows it. */
  @Override
  public Outcome<String> submit(SubscriptionRef ref, OutgoingMessage message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("payload", message.content().payload());
    if (!message.source().address().isEmpty()) {
      body.put("source_address", message.source().address());
      body.put("source_address_type", Map.of("id", type(message.source().kind())));
    }
    if (!message.content().udh().isEmpty()) {
      body.put("udh", message.content().udh());
    }
    body.put("dcs", dcs(message.content().coding()));
    body.put("expiry_date", EXPIRY.format(message.expiresAt()));
    return client.create(
        "POST",
        path(ref),
        body,
        answer -> {
          Matcher location = LOCATION.matcher(answer.headers().firstValue("Location").orElse(""));
          if (!location.matches()) {
            throw new OperatorException(Kind.MALFORMED_REPLY, "1NCE took an SMS and gave no id");
          }
          return location.group(1);
        });
  }

  /**
   * What 1NCE answers for a message that is delivered already is not documented, so a refused
   * cancellation is looked into.
   */
  @Override
  public Outcome<MessageState> cancel(SubscriptionRef ref, String messageId) {
    Outcome<MessageState> outcome =
        client.create(
            "DELETE",
            path(ref) + "/" + RestClient.encoded(messageId),
            null,
            _ -> MessageState.CANCELLED);
    if (outcome instanceof Outcome.Refused<MessageState> refused
        && refused.cause().kind() == Kind.REJECTED) {
      try {
        Optional<OperatorMessage> present = find(ref, messageId);
        if (present.isPresent() && present.get().state().isFinal()) {
          return new Outcome.Done<>(present.get().state());
        }
      } catch (OperatorException _) {
        return outcome; // the refusal is what is known
      }
    }
    return outcome;
  }

  @Override
  public Optional<OperatorMessage> find(SubscriptionRef ref, String messageId)
      throws OperatorException {
    try {
      HttpResponse<byte[]> response = client.get(path(ref) + "/" + RestClient.encoded(messageId));
      return response.body().length == 0
          ? Optional.empty()
          : Optional.of(client.body(response, SmsWire.class).message());
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Seven days back; newest first by date, since the order of the list is not documented. */
  @Override
  public MessagePage list(SubscriptionRef ref, Optional<String> from) throws OperatorException {
    int page = NcePages.number(from);
    HttpResponse<byte[]> response =
        client.get(path(ref) + "?page=" + page + "&pageSize=" + PAGE_SIZE + "&sort=-submit_date");
    SmsWire[] wires = client.body(response, SmsWire[].class);
    List<OperatorMessage> messages = new ArrayList<>(wires.length);
    for (SmsWire wire : wires) {
      messages.add(wire.message());
    }
    return new MessagePage(messages, NcePages.next(response, page, wires.length, PAGE_SIZE));
  }

  private static String path(SubscriptionRef ref) {
    return "/v1/sims/" + RestClient.encoded(ref.operatorKey()) + "/sms";
  }

  private static int dcs(MessageCoding coding) {
    return switch (coding) {
      case GSM_7 -> 0;
      case EIGHT_BIT -> 4;
      case UCS_2 -> 8;
    };
  }

  private static int type(MessageSource.Kind kind) {
    return switch (kind) {
      case INTERNATIONAL -> 145;
      case NATIONAL -> 161;
      case ALPHANUMERIC -> 208;
    };
  }
}
