// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.simplane.adapter.rest.BaseAddress;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A platform whose contract is a file beside the class that names it. */
public final class DescribedPlatform implements OperatorPlatform {

  private static final Setting URL = Setting.required("url", "Base address of the API");
  private static final Setting USERNAME =
      Setting.required("username", "User, or client id, that the API knows the account by");
  private static final Setting PASSWORD =
      Setting.secret("password", "Password of that user, client secret, or API key");
  private static final Setting CONTRACT =
      Setting.optional(
          "contract",
          "JSON merge patch over the assumed contract: paths, field names and status words as the"
              + " operator really has them",
          "");

  private final String name;
  private final String title;
  private final Pace pace;
  private final List<Setting> others;
  private final ObjectNode file;

  private DescribedPlatform(
      String name, String title, Pace pace, List<Setting> others, ObjectNode file) {
    this.name = name;
    this.title = title;
    this.pace = pace;
    this.others = List.copyOf(others);
    this.file = file;
  }

  /**
   * Reads the file {@code <name>.json} beside a class.
   *
   * @param others further settings; each fills the placeholder of its key in paths
   */
  public static DescribedPlatform of(
      Class<?> beside, String name, String title, Pace pace, Setting... others) {
    ObjectNode file = Descriptions.file(beside, name + ".json");
    Descriptions.patched(file, ""); // a broken file is found at once
    return new DescribedPlatform(name, title, pace, List.of(others), file);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(List.of(URL, USERNAME, PASSWORD));
    all.addAll(others);
    all.add(CONTRACT);
    return all;
  }

  @Override
  public Pace defaultPace() {
    return pace;
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    Description description = Descriptions.patched(file, CONTRACT.in(settings));
    URI base = BaseAddress.of(URL.key(), URL.in(settings));
    DescribedLogIn logIn =
        new DescribedLogIn(
            title,
            base,
            description.logIn(),
            USERNAME.in(settings),
            PASSWORD.in(settings),
            context.http());
    RestClient rest =
        new RestClient(
            title,
            base,
            context.http(),
            logIn.credentials(context.clock()),
            body -> reason(description, body),
            context.clock());
    Map<String, String> fixed = new HashMap<>();
    others.forEach(setting -> fixed.put(setting.key(), setting.in(settings)));
    return new DescribedOperator(description, new DescribedClient(rest, fixed), context.clock());
  }

  private static String reason(Description description, byte[] body) {
    try {
      return new Facts(Descriptions.JSON.readTree(body)).text(description.reason()).orElse("");
    } catch (JacksonException _) {
      return "";
    }
  }
}
