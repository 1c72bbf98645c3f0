// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.simplane.adapter.rest.Xml;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Inventory;
import org.simplane.operator.Msisdn;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/**
 * Reads subscriptions by {@code QuerySubscriptions}, which names up to 2000 of them without their
 * status, and {@code QuerySimResource} (contract B.6).
 */
final class SoapInventory implements Inventory {

  private static final String SERVICE = "SubscriptionManagement";
  private static final int PAGE_SIZE = 50;
  private static final Pattern IMSI = Pattern.compile("\\d{6,15}");

  private final SoapClient client;
  private final String customer;

  SoapInventory(SoapClient client, String customer) {
    this.client = client;
    this.customer = customer;
  }

  @Override
  public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
    if (!IMSI.matcher(ref.operatorKey()).matches()) {
      return Optional.empty();
    }
    try {
      Xml answer = client.call(SERVICE, "QuerySimResource", SoapClient.resource(ref.operatorKey()));
      return Optional.of(sim(answer));
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** In the order of the IMSIs, from the one after {@code from}. */
  @Override
  public SimPage list(Optional<String> from) throws OperatorException {
    Map<String, String> wanted = new LinkedHashMap<>();
    if (!customer.isEmpty()) {
      wanted.put("customerNo", customer);
    }
    wanted.put("maxResults", "2000");
    Xml answer = client.call(SERVICE, "QuerySubscriptions", SoapClient.elements(wanted));
    TreeSet<String> imsis = new TreeSet<>();
    for (Xml subscription : answer.find("subscriptions").map(Xml::children).orElse(List.of())) {
      subscription.textOf("imsi").ifPresent(imsis::add);
    }
    List<Sim> sims = new ArrayList<>();
    List<String> page = imsis.tailSet(from.orElse(""), false).stream().limit(PAGE_SIZE).toList();
    for (String imsi : page) {
      find(new SubscriptionRef(imsi, imsi)).ifPresent(sims::add);
    }
    boolean more = !page.isEmpty() && imsis.higher(page.getLast()) != null;
    return new SimPage(
        sims,
        more ? Optional.of(page.getLast()) : Optional.empty(),
        Optional.of((long) imsis.size()));
  }

  @Override
  public Set<Part> parts() {
    return Set.of(Part.SIM_CARD, Part.DATA_CONNECTIVITY);
  }

  private static Sim sim(Xml answer) throws OperatorException {
    String imsi =
        answer
            .textOf("imsi")
            .orElseThrow(() ->
                new OperatorException(
                    Kind.MALFORMED_REPLY, "IoT Accelerator showed a subscription without an IMSI"));
    String word = answer.textOf("simSubscriptionStatus").orElse("");
    Map<String, String> characteristics = new LinkedHashMap<>();
    answer
        .textOf("simResourceStatus")
        .ifPresent(status -> characteristics.put("simResourceStatus", status));
    return new Sim(
        new SubscriptionRef(imsi, answer.textOf("icc").orElse(imsi)),
        status(word),
        word.isEmpty() ? "unknown" : word,
        Optional.empty(),
        value(answer, "icc", Iccid::of),
        value(answer, "imsi", Imsi::of),
        value(answer, "msisdn", Msisdn::of),
        value(answer, "imei", Imei::of),
        Optional.empty(),
        Optional.empty(),
        answer.textOf("customerLabel"),
        Optional.empty(),
        Optional.empty(),
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.empty(),
                    List.of(),
                    answer.textOf("pdpContextProfileName"),
                    apns(answer))),
            answer.textOf("productOfferName"),
            Optional.empty(),
            Optional.empty(),
            characteristics));
  }

  private static List<DataConnectivity.Apn> apns(Xml answer) {
    List<DataConnectivity.Apn> found = new ArrayList<>();
    for (Xml apn : answer.find("apns").map(Xml::children).orElse(List.of())) {
      apn.textOf("name")
          .ifPresent(name -> found.add(new DataConnectivity.Apn(name, Optional.empty())));
    }
    return found;
  }

  /** This service tells no billing from no billing apart. */
  static Status status(String word) {
    return switch (word) {
      case "Active" -> Status.ACTIVE;
      case "Deactivated", "Pause" -> Status.SUSPENDED;
      case "Terminated" -> Status.TERMINATED;
      default -> Status.UNKNOWN;
    };
  }

  /** An odd number of one SIM must not stop a list. */
  private static <T> Optional<T> value(Xml answer, String name, Function<String, T> reader) {
    try {
      return answer.textOf(name).map(reader);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
