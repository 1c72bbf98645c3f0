// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePage;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.Outcome;
import org.simplane.operator.OutgoingMessage;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/**
 * SMS (contract A.6). A search gives ids alone and each message costs a call, so messages that have
 * reached their end are kept in memory. Safe for use by many threads.
 */
final class JasperMessaging implements Messaging {

  private static final Duration LOOKED_BACK = Duration.ofDays(7);
  private static final int SEARCH_PAGE = 50;
  private static final int MOST_PAGES = 20;
  private static final int LIST_PAGE = 20;
  private static final int KEPT = 2_000;

  record SearchWire(@Nullable List<Long> smsMsgIds, @Nullable Boolean lastPage) {}

  private final JasperClient client;
  private final JasperInventory inventory;
  private final Clock clock;
  private final Map<String, OperatorMessage> ended = new LinkedHashMap<>();

  JasperMessaging(JasperClient client, JasperInventory inventory, Clock clock) {
    this.client = client;
    this.inventory = inventory;
    this.clock = clock;
  }

  /** The sender is Control Center's own; there is no place for a user data header. */
  @Override
  public Outcome<String> submit(SubscriptionRef ref, OutgoingMessage message) {
    MessageContent content = message.content();
    if (!content.udh().isEmpty()) {
      return new Outcome.Refused<>(
          new OperatorException(
              Kind.REJECTED, "Control Center takes no message with a user data header"));
    }
    boolean octets = content.coding() == MessageCoding.EIGHT_BIT;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "messageText",
        octets
            ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(content.payload()))
            : content.payload());
    body.put("messageEncoding", octets ? "BASE64" : "LITERAL");
    body.put(
        "dataCoding",
        switch (content.coding()) {
          case GSM_7 -> 0;
          case EIGHT_BIT -> 4;
          case UCS_2 -> 8;
        });
    body.put("tpvp", validity(Duration.between(clock.instant(), message.expiresAt())));
    return client.change("POST", device(ref) + "/smsMessages", body).then(this::taken);
  }

  /** Documents and clients disagree on the name of the id. */
  private Outcome<String> taken(HttpResponse<byte[]> response) {
    try {
      JsonNode answer = client.body(response, JsonNode.class);
      String id = answer.path("smsMessageId").asString(answer.path("smsMsgId").asString(""));
      if (!id.isBlank()) {
        return new Outcome.Done<>(id);
      }
    } catch (OperatorException e) {
      return Outcome.failed(e);
    }
    return new Outcome.Unknown<>(
        new OperatorException(Kind.MALFORMED_REPLY, "Control Center took an SMS and gave no id"));
  }

  /** The longest relative period within the given one (3GPP TS 23.040 section 9.2.3.12.1). */
  static int validity(Duration life) {
    long minutes = Math.max(5, life.toMinutes());
    if (minutes <= 720) {
      return (int) (minutes / 5 - 1);
    }
    if (minutes <= 24 * 60) {
      return (int) (143 + (minutes - 720) / 30);
    }
    long days = minutes / (24 * 60);
    return (int) (days < 2 ? 167 : days <= 30 ? 166 + days : Math.min(255, 192 + days / 7));
  }

  /** There is no such call; whether there is still something to take back is known. */
  @Override
  public Outcome<MessageState> cancel(SubscriptionRef ref, String messageId) {
    try {
      Optional<OperatorMessage> present = find(ref, messageId);
      if (present.isPresent() && present.get().state().isFinal()) {
        return new Outcome.Done<>(present.get().state());
      }
    } catch (OperatorException e) {
      return new Outcome.NotSent<>(e);
    }
    return new Outcome.Refused<>(
        new OperatorException(Kind.REJECTED, "Control Center takes no message back"));
  }

  @Override
  public Optional<OperatorMessage> find(SubscriptionRef ref, String messageId)
      throws OperatorException {
    if (SmsWire.isIdFromDevice(messageId)) {
      return list(ref, Optional.empty()).messages().stream()
          .filter(message -> message.id().equals(messageId))
          .findFirst();
    }
    synchronized (ended) {
      OperatorMessage known = ended.get(messageId);
      if (known != null) {
        return Optional.of(known);
      }
    }
    String path = "/smsMessages/" + RestClient.encoded(messageId);
    Optional<SmsWire> wire = client.find(path, SmsWire.class);
    if (wire.isEmpty()) {
      return Optional.empty();
    }
    OperatorMessage message =
        wire.get().isText()
            ? wire.get().message(ref.operatorKey())
            : client
                .get(path + "?messageEncoding=BASE64", SmsWire.class)
                .messageOfOctets(ref.operatorKey());
    if (message.state().isFinal()) {
      synchronized (ended) {
        ended.put(messageId, message);
        if (ended.size() > KEPT) {
          ended.remove(ended.keySet().iterator().next());
        }
      }
    }
    return Optional.of(message);
  }

  /** A week back. In which order a search shows them is not said; later ones have higher ids. */
  @Override
  public MessagePage list(SubscriptionRef ref, Optional<String> from) throws OperatorException {
    int skipped = from.filter(text -> text.matches("\\d{1,6}")).map(Integer::parseInt).orElse(0);
    List<Long> ids = search(ref);
    if (ids.isEmpty() && inventory.find(ref).isEmpty()) {
      throw new OperatorException(
          Kind.NOT_FOUND, "Control Center does not know the device " + ref.businessId());
    }
    List<OperatorMessage> messages = new ArrayList<>();
    for (long id : ids.stream().skip(skipped).limit(LIST_PAGE).toList()) {
      find(ref, String.valueOf(id)).ifPresent(messages::add);
    }
    int next = skipped + LIST_PAGE;
    return new MessagePage(
        messages, next < ids.size() ? Optional.of(String.valueOf(next)) : Optional.empty());
  }

  private List<Long> search(SubscriptionRef ref) throws OperatorException {
    Instant since = clock.instant().minus(LOOKED_BACK);
    List<Long> ids = new ArrayList<>();
    boolean last = false;
    for (int page = 1; page <= MOST_PAGES && !last; page++) {
      SearchWire wire =
          client.get(
              "/smsMessages?fromDate="
                  + RestClient.encoded(JasperDates.query(since))
                  + "&iccid="
                  + RestClient.encoded(ref.operatorKey())
                  + "&pageSize="
                  + SEARCH_PAGE
                  + "&pageNumber="
                  + page,
              SearchWire.class);
      if (wire.smsMsgIds() == null || wire.lastPage() == null) {
        throw new OperatorException(
            Kind.MALFORMED_REPLY, "Control Center's search holds no messages");
      }
      ids.addAll(wire.smsMsgIds());
      last = wire.lastPage();
    }
    ids.sort(Comparator.reverseOrder());
    return ids;
  }

  private static String device(SubscriptionRef ref) {
    return "/devices/" + RestClient.encoded(ref.operatorKey());
  }
}
