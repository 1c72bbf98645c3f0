// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Scope;
import org.simplane.inventory.IdentifierKind;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.SubscriptionQuery.Sort;
import org.simplane.inventory.SubscriptionQuery.SortKey;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Status;

/** Which SIMs: in the query of a list, or in the body of a change. */
final class SimSelection {

  private static final int TEXT = 200;

  /** Prefixes of identifiers, by their names here. */
  private static final Map<String, IdentifierKind> PREFIXES = prefixes();

  private static final Map<String, SortKey> SORTS =
      Map.of(
          "iccid", SortKey.ICCID,
          "imei", SortKey.IMEI,
          "ipAddress", SortKey.IP_ADDRESS,
          "label", SortKey.LABEL);

  /** The filters as query parameters. */
  static final String[] PARAMETERS = parameters();

  /** The filters as fields of a selection. */
  static final String[] FIELDS = {
    "status", "account", "organisation", "tags", "attributes", "label"
  };

  private SimSelection() {}

  /** What a list's query asks for. */
  static SubscriptionQuery page(Request request) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String text : request.parameters("attribute")) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw Fields.invalid("attribute", "is written name:value");
      }
      attributes.put(text.substring(0, colon), text.substring(colon + 1));
    }
    Map<IdentifierKind, String> prefixes = new EnumMap<>(IdentifierKind.class);
    PREFIXES.forEach(
        (name, kind) -> request.parameter(name).ifPresent(text -> prefixes.put(kind, text)));
    Set<Status> statuses = new HashSet<>();
    request
        .parameters("status")
        .forEach(text -> statuses.add(Fields.word(text, "status", Status.class)));
    return new SubscriptionQuery(
        statuses,
        optional(request.parameterId(Ids.Kind.ACCOUNT, "account")),
        optional(request.parameterId(Ids.Kind.ORGANISATION, "organisation")),
        Set.copyOf(request.parameters("tag")),
        attributes,
        prefixes,
        request.parameter("sort").map(SimSelection::sort),
        request.parameter("cursor").map(text -> request.sealed("cursor", text)),
        request.whole("page", 1, 1_000_000).orElse(1),
        request.limit(),
        SubscriptionQuery.USUAL_COUNT);
  }

  /** The ids of all that a selection finds; refused when there are more than {@code most}. */
  static List<Long> ids(Request request, Fields selection, Subscriptions subscriptions, int most) {
    Scope scope = request.caller().scope();
    SubscriptionQuery query = query(request, selection);
    if (!query.isFiltered() && query.account().isEmpty() && query.organisation().isEmpty()) {
      // Left out by mistake, a filter must not turn a whole fleet off.
      throw Fields.invalid(
          "selection",
          "names nothing, which would mean every SIM; name an account or an organisation");
    }
    List<Long> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      SubscriptionPage page = subscriptions.page(scope, query.withCursor(cursor));
      page.subscriptions().stream().map(Subscription::id).forEach(ids::add);
      cursor = page.next();
      if (ids.size() > most) {
        throw Fields.invalid(
            "selection", "finds more than " + most + " SIMs; split it, such as by account");
      }
    } while (cursor.isPresent());
    return ids;
  }

  private static SubscriptionQuery query(Request request, Fields selection) {
    Map<IdentifierKind, String> prefixes = new EnumMap<>(IdentifierKind.class);
    selection
        .optionalText("label", TEXT)
        .ifPresent(text -> prefixes.put(IdentifierKind.LABEL, text));
    return new SubscriptionQuery(
        selection.optionalWords("status", Status.class).orElse(Set.of()),
        optional(
            selection
                .optionalText("account", TEXT)
                .map(text -> request.id(Ids.Kind.ACCOUNT, "selection.account", text))),
        optional(
            selection
                .optionalText("organisation", TEXT)
                .map(text -> request.id(Ids.Kind.ORGANISATION, "selection.organisation", text))),
        selection.optionalTexts("tags", 100, TEXT).orElse(Set.of()),
        selection.optionalTextMap("attributes", 100, TEXT).orElse(Map.of()),
        prefixes,
        Optional.empty(),
        Optional.empty(),
        1,
        SubscriptionQuery.LARGEST_PAGE,
        0);
  }

  private static Sort sort(String text) {
    boolean descending = text.startsWith("-");
    SortKey key = SORTS.get(descending ? text.substring(1) : text);
    if (key == null) {
      throw Fields.invalid(
          "sort",
          "must be one of "
              + String.join(", ", SORTS.keySet().stream().sorted().toList())
              + ", with - before it for descending");
    }
    return new Sort(key, descending);
  }

  private static OptionalLong optional(Optional<Long> value) {
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  private static Map<String, IdentifierKind> prefixes() {
    Map<String, IdentifierKind> names = new LinkedHashMap<>();
    names.put("iccid", IdentifierKind.ICCID);
    names.put("terminalSerial", IdentifierKind.TERMINAL_SERIAL);
    names.put("serialNumber", IdentifierKind.SERIAL_NUMBER);
    names.put("eid", IdentifierKind.EID);
    names.put("imsi", IdentifierKind.IMSI);
    names.put("msisdn", IdentifierKind.MSISDN_DATA);
    names.put("msisdnVoice", IdentifierKind.MSISDN_VOICE);
    names.put("msisdnFax", IdentifierKind.MSISDN_FAX);
    names.put("imei", IdentifierKind.IMEI);
    names.put("ipAddress", IdentifierKind.IP_ADDRESS);
    names.put("label", IdentifierKind.LABEL);
    return names;
  }

  private static String[] parameters() {
    List<String> names =
        new ArrayList<>(List.of("status", "account", "organisation", "tag", "attribute"));
    names.addAll(PREFIXES.keySet());
    return names.toArray(String[]::new);
  }
}
