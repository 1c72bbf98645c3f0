// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.rest.BaseAddress;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.RestClient;
import org.simplane.adapter.rest.Tokens;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import org.simplane.operator.Telling;

/**
 * The 1NCE management API v1: 1NCE itself, T-Mobile IoT Easy Connect, Telekom Business Smart
 * Connect.
 */
public final class NceOperatorPlatform implements OperatorPlatform {

  private static final Setting URL =
      Setting.optional(
          "url",
          "Base address of the API, such as https://api-easyconnect.iot.t-mobile.nl/management-api",
          "https://api.1nce.com/management-api");
  private static final Setting USERNAME =
      Setting.required("username", "Portal user with API access, or client id");
  private static final Setting PASSWORD =
      Setting.secret("password", "Password of that user, or client secret");

  private static final Setting STREAM =
      new Setting(
          "stream-authorization",
          "What a data stream bears in its Authorization header, such as Basic dXNlcjpwYXNz; empty:"
              + " the push address alone is proof enough",
          Optional.of(""),
          true);

  @Override
  public String name() {
    return "nce";
  }

  @Override
  public String title() {
    return "1NCE management API";
  }

  @Override
  public String operatorName(Map<String, String> settings) {
    return "1NCE";
  }

  @Override
  public List<Setting> settings() {
    return List.of(URL, USERNAME, PASSWORD, STREAM);
  }

  /** Types 8 to 10, and 18 to 21, 56, 58 and 60 of its events. */
  @Override
  public Set<Telling> tells() {
    return Set.of(Telling.STATUS, Telling.QUOTA);
  }

  /** 1NCE allows an organisation 10 requests/s on {@code /sims} (help.1nce.com, api-migration). */
  @Override
  public Pace defaultPace() {
    return new Pace(10, 4);
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    URI base = BaseAddress.of(URL.key(), URL.in(settings));
    OperatorHttp http = context.http();
    String username = USERNAME.in(settings);
    String password = PASSWORD.in(settings);
    RestClient errors = client(base, context, Credentials.basic(username, password));
    Tokens tokens =
        Tokens.bearer(new NceLogIn(base, username, password, http, errors), context.clock());
    return new NceOperator(
        new NceClient(client(base, context, tokens)),
        new NcePushes(STREAM.in(settings), context.clock()),
        context.clock());
  }

  static RestClient client(URI base, OperatorContext context, Credentials credentials) {
    return new RestClient(
        "1NCE",
        base,
        context.http(),
        credentials,
        body -> ErrorWire.of(body).text(),
        context.clock());
  }
}
