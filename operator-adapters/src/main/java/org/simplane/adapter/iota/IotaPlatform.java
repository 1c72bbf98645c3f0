// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.adapter.rest.BaseAddress;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;

/**
 * Aeris IoT Accelerator, formerly Ericsson's and DCP ({@code IOTA} in seeds/003;
 * contracts/jasper-iota.md section B).
 */
public final class IotaPlatform implements OperatorPlatform {

  /** What the older surface answers with. */
  static final String PORTAL_JSON = "application/vnd.dcp-v1+json";

  private static final String NAME = "IoT Accelerator";
  private static final int LARGEST_PAGE = 10_000;

  private static final Setting API =
      Setting.optional(
          "api", "rest, or soap: the portal's SOAP service alone, where there is no REST", "rest");
  private static final Setting URL =
      Setting.optional("url", "Address of the IoT API", "https://iot-api.aeris.com");
  private static final Setting USERNAME = Setting.required("username", "User of the IoT API");
  private static final Setting PASSWORD = Setting.secret("password", "That user's password");
  private static final Setting PORTAL_URL =
      Setting.optional(
          "portalUrl",
          "The operator's service portal, such as https://m2m.dcp.ericsson.net: requests are followed"
              + " there, and it tells who is online",
          "");
  private static final Setting PORTAL_USERNAME =
      Setting.optional("portalUsername", "User there, an e-mail address, if it is another", "");
  private static final Setting PORTAL_PASSWORD =
      new Setting("portalPassword", "Password there, if it is another", Optional.of(""), true);
  private static final Setting CUSTOMER =
      Setting.optional(
          "customerNo", "Whose subscriptions are listed, where the user sees several", "");
  private static final Setting ORGANISATION =
      Setting.optional("organizationId", "On whose behalf changes are asked for, if another's", "");
  private static final Setting PAGE_SIZE =
      Setting.optional("pageSize", "Subscriptions of one page of a list, 1 to 10000", "1000");

  @Override
  public String name() {
    return "iota";
  }

  @Override
  public String title() {
    return "Aeris " + NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        API,
        URL,
        USERNAME,
        PASSWORD,
        PORTAL_URL,
        PORTAL_USERNAME,
        PORTAL_PASSWORD,
        CUSTOMER,
        ORGANISATION,
        PAGE_SIZE);
  }

  /** 100 requests a minute is the least of the limits of the calls made here (contract B.4). */
  @Override
  public Pace defaultPace() {
    return new Pace(1.6, 2);
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    Optional<URI> portal =
        Optional.of(PORTAL_URL.in(settings))
            .filter(url -> !url.isEmpty())
            .map(url -> BaseAddress.of(PORTAL_URL.key(), url));
    return switch (API.in(settings)) {
      case "rest" -> rest(settings, portal, context);
      case "soap" ->
          new SoapOperator(
              soap(
                  settings,
                  portal.orElseThrow(() ->
                      new IllegalArgumentException(
                          "The setting '" + PORTAL_URL.key() + "' is missing, which soap needs")),
                  context),
              CUSTOMER.in(settings),
              context.clock());
      default ->
          throw new IllegalArgumentException("The setting '" + API.key() + "' is rest or soap");
    };
  }

  private static Operator rest(
      Map<String, String> settings, Optional<URI> portal, OperatorContext context) {
    Clock clock = context.clock();
    URI base = BaseAddress.of(URL.key(), URL.in(settings));
    IotaLogIns logIns = new IotaLogIns(context.http(), clock);
    IotaClient client =
        new IotaClient(
            new RestClient(
                NAME,
                base,
                context.http(),
                logIns.bearer(base, USERNAME.in(settings), PASSWORD.in(settings)),
                IotaClient::reason,
                clock));
    Optional<SoapClient> soap = portal.map(url -> soap(settings, url, context));
    IotaInventory inventory = new IotaInventory(client, CUSTOMER.in(settings), pageSize(settings));
    IotaStatusControl statusControl =
        new IotaStatusControl(
            client,
            portal.map(url -> requests(settings, url, logIns, context)),
            inventory,
            ORGANISATION.in(settings),
            clock);
    return new IotaOperator(
        client,
        inventory,
        statusControl,
        new IotaConsumption(inventory, clock),
        new IotaUsage(client, inventory, clock),
        soap.map(service -> new IotaTraffic(service, Optional.of(client))),
        soap.map(IotaReconnects::new));
  }

  private static SoapClient soap(
      Map<String, String> settings, URI portal, OperatorContext context) {
    return new SoapClient(
        portal,
        there(PORTAL_USERNAME, USERNAME, settings),
        there(PORTAL_PASSWORD, PASSWORD, settings),
        context.http(),
        context.clock());
  }

  private static IotaRequests requests(
      Map<String, String> settings, URI portal, IotaLogIns logIns, OperatorContext context) {
    URI base = URI.create(portal + "/dcpapi/rest/subscriptionManagement/v1");
    RestClient rest =
        new RestClient(
                NAME,
                base,
                context.http(),
                logIns.accessToken(
                    base,
                    there(PORTAL_USERNAME, USERNAME, settings),
                    there(PORTAL_PASSWORD, PASSWORD, settings)),
                IotaClient::reason,
                context.clock())
            .accepting(PORTAL_JSON);
    return new IotaRequests(new IotaClient(rest), context.clock());
  }

  /** The portal's, if it is another than the IoT API's. */
  private static String there(Setting portal, Setting usual, Map<String, String> settings) {
    String given = portal.in(settings);
    return given.isEmpty() ? usual.in(settings) : given;
  }

  private static int pageSize(Map<String, String> settings) {
    String text = PAGE_SIZE.in(settings);
    int size = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (size < 1 || size > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "The setting '" + PAGE_SIZE.key() + "' is a number from 1 to " + LARGEST_PAGE);
    }
    return size;
  }
}
