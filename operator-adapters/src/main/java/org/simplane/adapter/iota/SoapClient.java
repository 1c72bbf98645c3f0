// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.RestClient;
import org.simplane.adapter.rest.Xml;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.Outcome;

/**
 * Calls of the Service Portal API: SOAP 1.1, document/literal, a user name token with each call,
 * unqualified elements inside the operation's (contract B.6).
 */
final class SoapClient {

  private static final String NAMESPACE = "http://api.dcp.ericsson.net/";
  private static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String PASSWORD_TEXT =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
  private static final int LONGEST_REASON = 200;

  private final URI base;
  private final String token;
  private final OperatorHttp http;
  private final RestClient statuses;

  /** {@code base} is the operator's portal, without a path. */
  SoapClient(URI base, String username, String password, OperatorHttp http, Clock clock) {
    this.base = base;
    this.token =
        "<wsse:Security soapenv:mustUnderstand=\"1\" xmlns:wsse=\""
            + SECURITY
            + "\"><wsse:UsernameToken><wsse:Username>"
            + Xml.escaped(username)
            + "</wsse:Username><wsse:Password Type=\""
            + PASSWORD_TEXT
            + "\">"
            + Xml.escaped(password)
            + "</wsse:Password></wsse:UsernameToken></wsse:Security>";
    this.http = http;
    this.statuses =
        new RestClient(
            "IoT Accelerator", base, http, Credentials.fixed("SOAPAction", "\"\""), _ -> "", clock);
  }

  /** Elements in the order of the map. */
  static String elements(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(field -> "<%1$s>%2$s</%1$s>".formatted(field.getKey(), Xml.escaped(field.getValue())))
        .collect(Collectors.joining());
  }

  /** What most operations are told of a subscription. */
  static String resource(String imsi) {
    return "<resource><id>" + Xml.escaped(imsi) + "</id><type>imsi</type></resource>";
  }

  /** Reads. */
  Xml call(String service, String operation, String content) throws OperatorException {
    HttpResponse<byte[]> response = http.send(request(service, operation, content));
    Optional<Xml> body = body(response);
    Optional<Xml> fault = body.flatMap(found -> found.find("Fault"));
    if (fault.isPresent()) {
      throw exception(fault.get());
    }
    statuses.checkStatus(response);
    return body.orElseThrow(() -> statuses.malformed(response));
  }

  /** Sends a change. */
  Outcome<Xml> change(String service, String operation, String content) {
    try {
      return new Outcome.Done<>(call(service, operation, content));
    } catch (OperatorException e) {
      return Outcome.failed(e);
    }
  }

  private HttpRequest request(String service, String operation, String content) {
    String envelope =
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<soapenv:Header>"
            + token
            + "</soapenv:Header><soapenv:Body><dcp:"
            + operation
            + " xmlns:dcp=\""
            + NAMESPACE
            + service
            + "\">"
            + content
            + "</dcp:"
            + operation
            + "></soapenv:Body></soapenv:Envelope>";
    return HttpRequest.newBuilder(URI.create(base + "/dcpapi/" + service))
        .header("Content-Type", "text/xml; charset=utf-8")
        .header("Accept", "text/xml")
        .header("SOAPAction", "\"\"")
        .POST(HttpRequest.BodyPublishers.ofString(envelope))
        .build();
  }

  private static Optional<Xml> body(HttpResponse<byte[]> response) {
    try {
      return Xml.read(new String(response.body(), StandardCharsets.UTF_8)).find("Body");
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // the status says more
    }
  }

  /** The codes of the interwork description's table 3, and those of single operations. */
  private static OperatorException exception(Xml fault) {
    String code = fault.textOf("faultcode").orElse("");
    code = code.substring(code.indexOf(':') + 1);
    String said = fault.textOf("faultstring").orElse("");
    String shown = said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) : said;
    Kind kind =
        switch (code) {
          case "GenericError" -> Kind.CREDENTIALS;
          case "ResourceNotFound", "RequestIdNoFound" -> Kind.NOT_FOUND;
          case "TooManyRequests", "TooManyConcurrentRequests" -> Kind.THROTTLED;
          case "BadParam", "AuthorizationError" -> Kind.REJECTED;
          default -> code.regionMatches(true, 0, "Err", 0, 3) ? Kind.REJECTED : Kind.OPERATOR_FAULT;
        };
    // What a refused log-in says may repeat the password.
    return new OperatorException(
        kind, "IoT Accelerator answered " + code + (kind == Kind.CREDENTIALS ? "" : ": " + shown));
  }
}
