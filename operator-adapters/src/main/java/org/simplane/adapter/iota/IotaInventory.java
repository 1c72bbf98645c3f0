// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Inventory;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches subscriptions: {@code /iot/api/subscriptions/details} (contract B.3). */
final class IotaInventory implements Inventory {

  private static final String PATH = "/iot/api/subscriptions/details";

  private static final String FIELDS =
      "additionalFields=CUSTOM_FIELDS&additionalFields=DATES&additionalFields=ENTERPRISE"
          + "&additionalFields=INDIVIDUAL_APN&additionalFields=LABEL&additionalFields=LOCK_STATE"
          + "&additionalFields=PACKAGE&additionalFields=SIM_SPEC";

  private static final String COUNTED =
      "additionalFields=MONTHLY_DATA&additionalFields=MONTHLY_SMS";

  /** The page that comes next; of its link only the cursor counts, the rest is ours. */
  private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]+)");

  private static final Pattern IMSI = Pattern.compile("\\d{6,15}");

  private final IotaClient client;
  private final String customer;
  private final int pageSize;

  /**
   * @param customer whose subscriptions are listed; empty: all that the user sees
   */
  IotaInventory(IotaClient client, String customer, int pageSize) {
    this.client = client;
    this.customer = customer;
    this.pageSize = pageSize;
  }

  @Override
  public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
    Optional<SubscriptionWire> wire = read(ref, FIELDS);
    return wire.isPresent() ? Optional.of(wire.get().sim()) : Optional.empty();
  }

  /** With what was used in the month, which costs the platform more. */
  Optional<SubscriptionWire> counted(SubscriptionRef ref) throws OperatorException {
    return read(ref, COUNTED);
  }

  private Optional<SubscriptionWire> read(SubscriptionRef ref, String fields)
      throws OperatorException {
    if (!IMSI.matcher(ref.operatorKey()).matches()) {
      return Optional.empty();
    }
    ObjectNode wanted = IotaClient.JSON.createObjectNode().put("identifierType", "IMSI");
    wanted.putArray("identifierValues").add(ref.operatorKey());
    for (JsonNode subscription : subscriptions(client.query(PATH + "?" + fields, wanted))) {
      if (subscription.path("imsi").asString("").equals(ref.operatorKey())) {
        return Optional.of(new SubscriptionWire(subscription));
      }
    }
    return Optional.empty();
  }

  @Override
  public Set<Part> parts() {
    return Set.of(Part.SIM_CARD, Part.DATA_CONNECTIVITY);
  }

  @Override
  public SimPage list(Optional<String> from) throws OperatorException {
    String path =
        PATH
            + "?"
            + FIELDS
            + "&order=IMSI&limit="
            + pageSize
            + (customer.isEmpty() ? "" : "&q=" + RestClient.encoded("company==" + customer))
            + from.map(cursor -> "&cursor=" + RestClient.encoded(cursor)).orElse("");
    ObjectNode page = client.get(path);
    List<Sim> sims = new ArrayList<>();
    for (JsonNode subscription : subscriptions(page)) {
      sims.add(new SubscriptionWire(subscription).sim());
    }
    return new SimPage(sims, next(page.path("next").asString("")), Optional.empty());
  }

  private static Optional<String> next(String link) throws OperatorException {
    if (link.isBlank()) {
      return Optional.empty();
    }
    Matcher cursor = CURSOR.matcher(link);
    if (!cursor.find()) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "IoT Accelerator's next page has no cursor");
    }
    return Optional.of(URLDecoder.decode(cursor.group(1), StandardCharsets.UTF_8));
  }

  private static JsonNode subscriptions(ObjectNode answer) throws OperatorException {
    JsonNode found = answer.path("subscriptions");
    if (!found.isArray()) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "IoT Accelerator's search holds no subscriptions");
    }
    return found;
  }
}
