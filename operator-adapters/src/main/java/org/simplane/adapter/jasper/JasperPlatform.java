// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.simplane.adapter.rest.BaseAddress;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;

/**
 * Cisco IoT Control Center, REST API v1 ({@code TMUS} and {@code JASPER} in seeds/003;
 * contracts/jasper-iota.md section A).
 */
public final class JasperPlatform implements OperatorPlatform {

  private static final Setting URL =
      Setting.required(
          "url", "Base address with version, such as https://rws-jpotest.jasper.com/rws/api/v1");
  private static final Setting USERNAME = Setting.required("username", "Control Center user");
  private static final Setting API_KEY = Setting.secret("apiKey", "That user's API key");
  private static final Setting ACCOUNT =
      Setting.optional("accountId", "Account to list, where the user sees several", "");
  private static final Setting BACKEND =
      Setting.optional(
          "backend",
          "Whose Control Center it is, TMUS or JASPER or a name of yours: chooses the transitions",
          "JASPER");
  private static final Setting PUSH_SECRET =
      new Setting(
          "pushSecret",
          "Shared secret of the pushes; without it their signature is not looked at",
          Optional.of(""),
          true);

  @Override
  public String name() {
    return "jasper";
  }

  @Override
  public String title() {
    return "Cisco IoT Control Center";
  }

  /** {@code TMUS}, {@code JASPER}, or the name that the account's owner gave the carrier's. */
  @Override
  public String operatorName(Map<String, String> settings) {
    return BACKEND.in(settings).toUpperCase(Locale.ROOT);
  }

  @Override
  public List<Map<String, String>> variants() {
    return List.of(Map.of(BACKEND.key(), "TMUS"), Map.of(BACKEND.key(), "JASPER"));
  }

  @Override
  public List<Setting> settings() {
    return List.of(URL, USERNAME, API_KEY, ACCOUNT, BACKEND, PUSH_SECRET);
  }

  /** At most 5 calls a second and one at a time for each user (contract A.3). */
  @Override
  public Pace defaultPace() {
    return new Pace(5, 1);
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    URI base = BaseAddress.of(URL.key(), URL.in(settings));
    RestClient rest =
        new RestClient(
            "Control Center",
            base,
            context.http(),
            Credentials.basic(USERNAME.in(settings), API_KEY.in(settings)),
            JasperClient::reason,
            context.clock());
    return new JasperOperator(
        new JasperClient(rest),
        ACCOUNT.in(settings),
        BACKEND.in(settings),
        PUSH_SECRET.in(settings),
        context.clock());
  }
}
