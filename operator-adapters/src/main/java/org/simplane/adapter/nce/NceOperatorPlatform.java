// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;

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

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

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

  /** 1NCE allows an organisation 10 requests/s on {@code /sims} (help.1nce.com, api-migration). */
  @Override
  public Pace defaultPace() {
    return new Pace(10, 4);
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    URI base = base(URL.in(settings));
    NceTokens tokens =
        new NceTokens(
            base, USERNAME.in(settings), PASSWORD.in(settings), context.http(), context.clock());
    return new NceOperator(
        new NceClient(base, context.http(), tokens, context.clock()),
        new NcePushes(STREAM.in(settings), context.clock()),
        context.clock());
  }

  private static URI base(String text) {
    URI base;
    try {
      base = new URI(text.strip().replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The setting 'url' is no address: " + text, e);
    }
    String host = base.getHost();
    boolean plain = "http".equalsIgnoreCase(base.getScheme());
    if (host == null || !(plain || "https".equalsIgnoreCase(base.getScheme()))) {
      throw new IllegalArgumentException("The setting 'url' is no http(s) address: " + text);
    }
    if (base.getRawQuery() != null
        || base.getRawFragment() != null
        || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException("The setting 'url' is more than an address and a path");
    }
    if (plain && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "The setting 'url' must be https: the password would cross the network readable");
    }
    return base;
  }
}
