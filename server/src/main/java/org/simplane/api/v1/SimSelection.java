// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    "status", "account", "organisation", "tags", "attributes", "details", "kinds", "label"
  };

  private SimSelection() {}

  /** What a list's query asks for. */
  static SubscriptionQuery page(Request request) {
    Map<IdentifierKind, String> prefixes = new EnumMap<>(IdentifierKind.class);
    PREFIXES.forEach(
        (name, kind) -> request.parameter(name).ifPresent(text -> prefixes.put(kind, text)));
    Set<Status> statuses = new HashSet<>();
    request
        .parameters("status")
        .forEach(text -> statuses.add(Fields.word(text, "status", Status.class)));
    SubscriptionQuery query =
        SubscriptionQuery.ALL
            .withStatuses(statuses)
            .withTags(Set.copyOf(request.parameters("tag")))
            .withAttributes(pairs(request, "attribute"))
            .withDetails(pairs(request, "detail"))
            .withKinds(kinds(request))
            .withPrefixes(prefixes)
            .withCursor(request.parameter("cursor").map(text -> request.sealed("cursor", text)))
            .withPage(request.whole("page", 1, 1_000_000).orElse(1), request.limit());
    return sorted(
        placed(
            query,
            request.parameterId(Ids.Kind.ACCOUNT, "account"),
            request.parameterId(Ids.Kind.ORGANISATION, "organisation")),
        request.parameter("sort").map(SimSelection::sort));
  }

  /** The ids of all that a selection finds; refused when there are more than {@code most}. */
  static List<Long> ids(Request request, Fields selection, Subscriptions subscriptions, int most) {
    Scope scope = request.caller().scope();
    SubscriptionQuery query = query(request, selection);
    if (!query.isFiltered() && query.accounts().isEmpty() && query.organisation().isEmpty()) {
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
    return placed(
        SubscriptionQuery.ALL
            .withStatuses(selection.optionalWords("status", Status.class).orElse(Set.of()))
            .withTags(selection.optionalTexts("tags", 100, TEXT).orElse(Set.of()))
            .withAttributes(selection.optionalTextMap("attributes", 100, TEXT).orElse(Map.of()))
            .withDetails(selection.optionalTextMap("details", 100, TEXT).orElse(Map.of()))
            .withKinds(selection.optionalWords("kinds", Subscription.Kind.class).orElse(Set.of()))
            .withPrefixes(prefixes)
            .withPage(1, SubscriptionQuery.LARGEST_PAGE)
            .countingUpTo(0),
        selection
            .optionalText("account", TEXT)
            .map(text -> request.id(Ids.Kind.ACCOUNT, "selection.account", text)),
        selection
            .optionalText("organisation", TEXT)
            .map(text -> request.id(Ids.Kind.ORGANISATION, "selection.organisation", text)));
  }

  private static Set<Subscription.Kind> kinds(Request request) {
    Set<Subscription.Kind> kinds = EnumSet.noneOf(Subscription.Kind.class);
    request
        .parameters("kind")
        .forEach(text -> kinds.add(Fields.word(text, "kind", Subscription.Kind.class)));
    return kinds;
  }

  /** Those of a parameter that is written {@code name:value}. */
  private static Map<String, String> pairs(Request request, String parameter) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : request.parameters(parameter)) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw Fields.invalid(parameter, "is written name:value");
      }
      pairs.put(text.substring(0, colon), text.substring(colon + 1));
    }
    return pairs;
  }

  private static SubscriptionQuery placed(
      SubscriptionQuery query, Optional<Long> account, Optional<Long> organisation) {
    SubscriptionQuery ofAccount = account.map(query::withAccount).orElse(query);
    return organisation.map(ofAccount::withOrganisation).orElse(ofAccount);
  }

  private static SubscriptionQuery sorted(SubscriptionQuery query, Optional<Sort> sort) {
    return sort.map(wanted -> query.withSort(wanted.key(), wanted.descending())).orElse(query);
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
        new ArrayList<>(
            List.of("status", "account", "organisation", "tag", "attribute", "detail", "kind"));
    names.addAll(PREFIXES.keySet());
    return names.toArray(String[]::new);
  }
}
