// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.iota;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.backend.Tokens;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ObjectNode;

/**
 * The portal's SOAP services (contract B.6), as far as an adapter needs them: echo, one SIM
 * resource, subscriptions, status changes and what became of them, traffic, reconnect.
 */
final class IotaSoap {

  private static final String CELL_COUNTRY = "232";
  private static final String CELL_NETWORK = "03";
  private static final Pattern OPERATION = Pattern.compile("Body>\\s*<(?:\\w+:)?(\\w+)");

  private final StateChanges changes;

  IotaSoap(StateChanges changes) {
    this.changes = changes;
  }

  static boolean isFor(Request request) {
    return request.method().equals("POST") && request.path().matches("/dcpapi/[A-Za-z]+");
  }

  static boolean isAuthentic(Request request, Tokens tokens) {
    return tokens.isAccount(
        text(request, "Username").orElse(""), text(request, "Password").orElse(""));
  }

  Answer answer(Request request, Records records) {
    String service = request.path().substring("/dcpapi/".length());
    Matcher operation = OPERATION.matcher(request.body());
    String what = service + "." + (operation.find() ? operation.group(1) : "");
    Optional<ObjectNode> subscription = text(request, "id").flatMap(records::find);
    return switch (what) {
      case "ApiStatus.Echo" -> reply(what, element("message", text(request, "message").orElse("")));
      case "SubscriptionManagement.QuerySubscriptions" ->
          reply(what, "<subscriptions>" + listed(records) + "</subscriptions>");
      case "SubscriptionManagement.QuerySubscriptionStatusChange" ->
          text(request, "serviceRequestId")
              .flatMap(id -> changes.state(id, records))
              .map(state -> reply(what, element("statusRequestResponse", word(state))))
              .orElseGet(() -> fault("RequestIdNoFound", "No such request"));
      case "SubscriptionManagement.QuerySimResource" ->
          subscription.map(one -> reply(what, resource(one))).orElseGet(IotaSoap::unknown);
      case "SubscriptionManagement.RequestSubscriptionStatusChange" ->
          subscription.map(one -> change(what, one, request, records)).orElseGet(IotaSoap::unknown);
      case "SubscriptionTraffic.Query" ->
          reply(
              what,
              subscription
                  .map(IotaSoap::traffic)
                  .orElse("<traffic>" + element("returnCode", "4") + "</traffic>"));
      case "DeviceReconnect.Reconnect" ->
          subscription.map(one -> reconnect(what, one)).orElseGet(IotaSoap::unknown);
      default -> fault("BadParam", "No such operation");
    };
  }

  private static String listed(Records records) {
    StringBuilder all = new StringBuilder();
    for (ObjectNode one : records.all(_ -> true)) {
      all.append("<subscription>")
          .append(element("imsi", one.path("imsi").asString("")))
          .append(element("msisdn", one.path("msisdn").asString("")))
          .append(element("customerLabel", one.path("label").asString("")))
          .append(element("subscriptionPackageName", subscribed(one)))
          .append("</subscription>");
    }
    return all.toString();
  }

  private static String resource(ObjectNode one) {
    String status =
        switch (one.path("state").asString("")) {
          case "ACTIVE", "ACTIVE_NO_BILLING", "OPERATOR_BLOCKED" -> "Active";
          case "PAUSE" -> "Pause";
          case "TERMINATED" -> "Terminated";
          default -> "Deactivated";
        };
    return "<SimResource>"
        + element("customerLabel", one.path("label").asString(""))
        + element("msisdn", one.path("msisdn").asString(""))
        + element("imsi", one.path("imsi").asString(""))
        + element("icc", one.path("iccid").asString(""))
        + element("imei", one.path("detectedImei").asString(""))
        + element("simSubscriptionStatus", status)
        + element("simResourceStatus", "Deployed")
        + "<apns><apn>"
        + element("name", one.at("/apns/0/apn").asString(""))
        + "</apn></apns>"
        + element("productOfferName", subscribed(one))
        + element("pdpContextProfileName", "Meters EU")
        + "</SimResource>";
  }

  private Answer change(String what, ObjectNode one, Request request, Records records) {
    boolean terminated = one.path("state").asString("").equals("TERMINATED");
    String verb = text(request, "subscriptionStatus").orElse("");
    String state =
        switch (verb) {
          case "Activate", "Reactivate" -> "ACTIVE";
          case "Deactivate" -> "DEACTIVATED";
          case "Pause" -> "PAUSE";
          case "Terminate" -> "TERMINATED";
          default -> "";
        };
    if (state.isEmpty()) {
      return fault("BadParam", "No such subscription status");
    }
    if (verb.equals("Reactivate") != terminated) {
      return fault(
          terminated
              ? "ERR_CANNOT_CHANGE_TO_GIVEN_SUBSCRIPTION_STATE"
              : "ERR_REACTIVATION_NOT_ALLOWED",
          "Not from the present state");
    }
    List<Effect> effects = new ArrayList<>();
    String id = changes.ask(List.of(one.path("imsi").asString("")), state, records, effects);
    return reply(what, element("serviceRequestId", id), effects.toArray(Effect[]::new));
  }

  private static String word(ObjectNode request) {
    return switch (request.path("subscriptionRequestState").asString("")) {
      case "COMPLETED" -> "Completed";
      case "REJECTED" -> "Rejected";
      default -> "In Progress";
    };
  }

  private static String traffic(ObjectNode one) {
    if (!isOnline(one)) {
      return "<traffic>" + element("returnCode", "1") + "</traffic>";
    }
    String at = one.at("/traffic/at").asString("");
    return "<traffic>"
        + element("returnCode", "0")
        + element("imsi", one.path("imsi").asString(""))
        + element("imei", one.path("detectedImei").asString(""))
        + "<lastLu>"
        + element("status", "Attached")
        + element("gprsStatus", "Attached")
        + element("timestamp", at)
        + element("countryCode", CELL_COUNTRY)
        + element("operatorCode", CELL_NETWORK)
        + "</lastLu><gprs>"
        + element("pdpActive", "true")
        + element("activation", at)
        + element("ip", one.at("/ips/0/ip").asString(""))
        + element("apn", one.at("/apns/0/apn").asString(""))
        + "</gprs></traffic>";
  }

  /** Where a device is that is on the network. */
  static Optional<ObjectNode> cell(ObjectNode one) {
    return isOnline(one)
        ? Optional.of(
            Answers.object()
                .put("subscriptionIdType", "IMSI")
                .put("subscriptionId", one.path("imsi").asString(""))
                .put("mcc", CELL_COUNTRY)
                .put("mnc", CELL_NETWORK)
                .put("lac", 4021)
                .put("cellId", 1177)
                .put("radioType", "LTE")
                .put("updatedAt", one.at("/traffic/at").asString("")))
        : Optional.empty();
  }

  private static boolean isOnline(ObjectNode one) {
    return one.at("/traffic/online").asBoolean(false);
  }

  private static Answer reconnect(String what, ObjectNode one) {
    if (!one.path("state").asString("").equals("ACTIVE")) {
      return fault("BadParam", "The subscription is not active");
    }
    return reply(what, "", new Effect(one.path("imsi").asString(""), "reset", "", "reconnect"));
  }

  private static String subscribed(ObjectNode one) {
    return one.path("subscriptionPackageName").asString("");
  }

  private static Answer unknown() {
    return fault("ResourceNotFound", "No such resource");
  }

  static Answer fault(String code, String said) {
    return xml(
        500,
        "<soapenv:Fault><faultcode xmlns:codeNS=\"http://api.dcp.ericsson.net/error\">codeNS:"
            + code
            + "</faultcode>"
            + element("faultstring", said)
            + "</soapenv:Fault>");
  }

  private static Answer reply(String what, String content, Effect... effects) {
    String[] parts = what.split("\\.", 2);
    String open = "ns:" + parts[1] + "Response";
    return xml(
        200,
        "<%1$s xmlns:ns=\"http://api.dcp.ericsson.net/%2$s\">%3$s</%1$s>"
            .formatted(open, parts[0], content),
        effects);
  }

  private static Answer xml(int status, String body, Effect... effects) {
    return new Answer(
        status,
        Map.of("Content-Type", "text/xml; charset=utf-8"),
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
            + body
            + "</soapenv:Body></soapenv:Envelope>",
        List.of(effects));
  }

  /** For {@link Fault#UNKNOWN_STATE_WORD} and {@link Fault#EXTRA_FIELD}. */
  static String distort(Fault fault, String xml) {
    return fault == Fault.UNKNOWN_STATE_WORD
        ? xml.replaceAll("<simSubscriptionStatus>[^<]*<", "<simSubscriptionStatus>Hibernating<")
        : xml.replace("<SimResource>", "<SimResource><carbonFootprint>12</carbonFootprint>");
  }

  private static String element(String name, String text) {
    return "<%1$s>%2$s</%1$s>"
        .formatted(name, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  /** The first element of that local name. */
  private static Optional<String> text(Request request, String name) {
    Matcher found =
        Pattern.compile("<(?:\\w+:)?" + name + "(?:\\s[^>]*)?>([^<]*)<").matcher(request.body());
    return found.find()
        ? Optional.of(
            found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        : Optional.empty();
  }
}
