// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.StartException;
import org.simplane.account.ReadingConfig;
import org.simplane.api.HttpConfig;
import org.simplane.api.TlsConfig;
import org.simplane.api.cmo.CmoConfig;
import org.simplane.api.easyconnect.EasyConnectConfig;
import org.simplane.catalog.CatalogConfig;
import org.simplane.db.DatabaseLogin;
import org.simplane.notification.WebhookConfig;
import org.simplane.usage.QuotaPlan;

/**
 * Everything that can be set, read once at the start.
 *
 * @param publicUrl where clients reach us, without a slash at its end; empty when it is where we
 *     listen
 * @param database of somebody's own; empty for the embedded one
 * @param masterKey empty for the one in the data directory
 * @param tokenLife of our own API's tokens
 * @param tmfChangeLimit how long a change over the TM Forum APIs waits for its effect
 * @param operatorTimeLimit of one call to an operator
 * @param register of the own network; empty when there is none
 * @param messageCentre of the own network; empty when there is none
 * @param inbox where CDR files are put
 * @param consumptionAge how long what an operator told of consumption is shown
 * @param largestImport the most bytes that a file of SIMs may have
 * @param quotas what a new SIM of the own network may use
 * @param webhooks how they are told
 * @param retention by table that is partitioned by time
 * @param keepUsageRecords what goes with them is kept as long
 */
record Config(
    Path data,
    HttpConfig http,
    Optional<URI> publicUrl,
    Optional<DatabaseLogin> database,
    int poolSize,
    Optional<String> masterKey,
    Duration tokenLife,
    EasyConnectConfig easyConnect,
    CmoConfig cmo,
    Duration tmfChangeLimit,
    CatalogConfig catalog,
    boolean privateAddresses,
    Duration operatorTimeLimit,
    Optional<URI> register,
    Optional<URI> messageCentre,
    Path inbox,
    ReadingConfig reading,
    Duration consumptionAge,
    long largestImport,
    QuotaPlan quotas,
    WebhookConfig webhooks,
    Map<String, Period> retention,
    Period keepUsageRecords,
    Period keepJobs,
    boolean demo,
    SimulatorConfig simulator) {

  private static final Period LONGEST_RETRY = Period.ofDays(7);

  /** What the simulator beside us is started with. */
  record SimulatorConfig(int port, int fleetSize, int operatorSims, double pace, long seed) {}

  static Config of(Settings settings) {
    Path data = settings.get(Keys.DATA).toAbsolutePath().normalize();
    boolean demo = settings.get(Keys.DEMO);
    Optional<DatabaseLogin> database = database(settings);
    if (database.isPresent()) {
      settings.require(Keys.MASTER_KEY, "A database of your own");
    }
    return new Config(
        data,
        http(settings),
        settings.get(Keys.PUBLIC_URL).map(Config::withoutSlash),
        database,
        settings.get(Keys.DATABASE_POOL_SIZE),
        settings.get(Keys.MASTER_KEY),
        settings.get(Keys.TOKEN_LIFE),
        new EasyConnectConfig(
            settings.get(Keys.EASYCONNECT_TOKEN_LIFE),
            settings.get(Keys.EASYCONNECT_CHANGE_LIMIT),
            settings.get(Keys.EASYCONNECT_REQUESTS),
            settings.get(Keys.EASYCONNECT_ORDER_REQUESTS),
            settings.get(Keys.EASYCONNECT_HOST),
            settings.get(Keys.PUBLIC_URL).map(Config::withoutSlash)),
        new CmoConfig(
            settings.get(Keys.CMO_CHANGE_LIMIT),
            settings.get(Keys.PUBLIC_URL).map(Config::withoutSlash)),
        settings.get(Keys.TMF_CHANGE_LIMIT),
        new CatalogConfig(
            settings.get(Keys.AUTO_TOP_UP_HOURS), settings.get(Keys.AUTO_TOP_UP_ZONE)),
        settings.get(Keys.PRIVATE_ADDRESSES) || demo,
        settings.get(Keys.OPERATOR_TIME_LIMIT),
        register(settings, demo),
        settings.get(Keys.MESSAGE_CENTRE).or(() -> register(settings, demo)),
        settings.get(Keys.INBOX).map(Path::toAbsolutePath).orElse(data.resolve("inbox")),
        new ReadingConfig(
            settings.get(Keys.DETAILS_AGE),
            settings.get(Keys.WHOLE_LIST_EVERY),
            ReadingConfig.USUAL.look()),
        settings.get(Keys.CONSUMPTION_AGE),
        (long) settings.get(Keys.IMPORT_MEGABYTES) << 20,
        new QuotaPlan(
            (long) settings.get(Keys.QUOTA_MEGABYTES) << 20,
            settings.get(Keys.QUOTA_MESSAGES),
            settings.get(Keys.QUOTA_THRESHOLD),
            settings.get(Keys.QUOTA_LIFE),
            QuotaPlan.DEFAULT.peakBitsPerSecond()),
        WebhookConfig.of(
            settings.get(Keys.PRIVATE_ADDRESSES) || demo,
            settings.get(Keys.WEBHOOK_TIME_LIMIT),
            settings.get(Keys.WEBHOOK_FAIL_AFTER),
            settings.get(Keys.KEEP_DEAD_LETTERS)),
        Map.of(
            "usage_record", settings.get(Keys.KEEP_USAGE_RECORDS),
            "usage_reject", settings.get(Keys.KEEP_USAGE_RECORDS),
            "usage_sum", settings.get(Keys.KEEP_USAGE_SUMS),
            "network_event", settings.get(Keys.KEEP_NETWORK_EVENTS),
            "network_sms", settings.get(Keys.KEEP_NETWORK_EVENTS),
            "imei_change", settings.get(Keys.KEEP_AUDIT),
            "message", settings.get(Keys.KEEP_MESSAGES),
            "audit", settings.get(Keys.KEEP_AUDIT),
            "outbox", atLeast(settings.get(Keys.KEEP_OUTBOX), LONGEST_RETRY),
            "webhook_delivery", settings.get(Keys.KEEP_DELIVERIES)),
        settings.get(Keys.KEEP_USAGE_RECORDS),
        settings.get(Keys.KEEP_JOBS),
        demo,
        new SimulatorConfig(
            settings.get(Keys.SIMULATOR_PORT),
            settings.get(Keys.FLEET_SIZE),
            settings.get(Keys.OPERATOR_SIMS),
            settings.get(Keys.PACE),
            settings.get(Keys.SEED)));
  }

  /** The simulator's where there is a demo. */
  private static Optional<URI> register(Settings settings, boolean demo) {
    return settings
        .get(Keys.REGISTER)
        .or(() ->
            demo
                ? Optional.of(URI.create("http://127.0.0.1:" + settings.get(Keys.SIMULATOR_PORT)))
                : Optional.empty());
  }

  /** Events are there for as long as anybody may still be told of them. */
  private static Period atLeast(Period wanted, Period least) {
    LocalDate day = LocalDate.EPOCH;
    return day.plus(wanted).isBefore(day.plus(least)) ? least : wanted;
  }

  private static HttpConfig http(Settings settings) {
    String address = settings.get(Keys.ADDRESS);
    try {
      InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new StartException("http.address = '%s' is not an IP address".formatted(address), e);
    }
    return new HttpConfig(
        address,
        settings.get(Keys.PORT),
        settings.get(Keys.HTTPS_PORT).map(port -> new TlsConfig(port, certificate(settings))),
        Set.copyOf(settings.get(Keys.REFUSE_PLAIN)),
        settings.get(Keys.TRUSTED_PROXIES),
        settings.get(Keys.METRICS_READERS));
  }

  private static TlsConfig.Source certificate(Settings settings) {
    Optional<Path> keyStore = settings.get(Keys.HTTPS_KEYSTORE);
    if (keyStore.isPresent()) {
      return new TlsConfig.KeyStoreFile(
          keyStore.get(), settings.require(Keys.HTTPS_KEYSTORE_PASSWORD, "https.keystore"));
    }
    return new TlsConfig.Pem(
        settings.require(Keys.HTTPS_CERTIFICATE, "HTTPS"),
        settings.require(Keys.HTTPS_KEY, "HTTPS"));
  }

  private static Optional<DatabaseLogin> database(Settings settings) {
    return settings
        .get(Keys.DATABASE_URL)
        .map(url ->
            new DatabaseLogin(
                url,
                settings.require(Keys.DATABASE_USER, "database.url"),
                settings.get(Keys.DATABASE_PASSWORD).orElse("")));
  }

  private static URI withoutSlash(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
  }

  /** How far back a table's retention reaches today, in whole days: what is older is not taken. */
  Duration kept(String table, Clock clock) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    Period kept = retention.getOrDefault(table, Period.ofYears(100));
    return Duration.ofDays(Duration.between(now.minus(kept), now).toDays());
  }

  /** Without the master key. */
  @Override
  public String toString() {
    return "Config[data=%s, http=%s, database=%s, demo=%s]".formatted(data, http, database, demo);
  }

  /** For {@code run}, which starts the simulator; one argument each. Empty without a demo. */
  List<String> simulatorArguments() {
    if (!demo) {
      return List.of();
    }
    return List.of(
        "--port=" + simulator.port(),
        "--size=" + simulator.fleetSize(),
        "--operator-sims=" + simulator.operatorSims(),
        "--pace=" + simulator.pace(),
        "--seed=" + simulator.seed(),
        "--data=" + data.resolve("simulator"),
        "--inbox=" + inbox,
        "--server=http://" + loopback() + ":" + http.port(),
        "--door-file=" + data.resolve("demo.json"));
  }

  /** Where clients reach us. */
  URI url(int port) {
    return publicUrl.orElseGet(() -> URI.create("http://" + name() + ":" + port));
  }

  private String name() {
    InetAddress address = InetAddress.ofLiteral(http.address());
    return address.isAnyLocalAddress() || http.address().equals("127.0.0.1") || isLoopback6(address)
        ? "localhost"
        : inUrl(http.address());
  }

  /** Where the simulator beside us reaches us. */
  private String loopback() {
    InetAddress address = InetAddress.ofLiteral(http.address());
    return address.isAnyLocalAddress() ? "127.0.0.1" : inUrl(http.address());
  }

  /** {@code ::1}, however it is written. */
  private static boolean isLoopback6(InetAddress address) {
    return address instanceof Inet6Address && address.isLoopbackAddress();
  }

  /** IPv6 addresses stand in brackets there (RFC 3986 section 3.2.2). */
  private static String inUrl(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
