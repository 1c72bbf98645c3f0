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
    Period keepImportRows,
    boolean demo,
    SimulatorConfig simulator) {

  private static final Period LONGEST_RETRY = Period.ofDays(7);

  /** What the simulator beside us is started with. */
  record SimulatorConfig(int port, int fleetSize, int operatorSims, double pace, long seed) {}

  static Config of(Settings settings) {
    Path data = settings.get(ServerKeys.DATA).toAbsolutePath().normalize();
    boolean demo = settings.get(DemoKeys.DEMO);
    Optional<DatabaseLogin> database = database(settings);
    if (database.isPresent()) {
      settings.require(ServerKeys.MASTER_KEY, "A database of your own");
    }
    return new Config(
        data,
        http(settings),
        settings.get(ServerKeys.PUBLIC_URL).map(Config::withoutSlash),
        database,
        settings.get(ServerKeys.DATABASE_POOL_SIZE),
        settings.get(ServerKeys.MASTER_KEY),
        settings.get(DialectKeys.TOKEN_LIFE),
        new EasyConnectConfig(
            settings.get(DialectKeys.EASYCONNECT_TOKEN_LIFE),
            settings.get(DialectKeys.EASYCONNECT_CHANGE_LIMIT),
            settings.get(DialectKeys.EASYCONNECT_REQUESTS),
            settings.get(DialectKeys.EASYCONNECT_ORDER_REQUESTS),
            settings.get(DialectKeys.EASYCONNECT_HOST),
            settings.get(ServerKeys.PUBLIC_URL).map(Config::withoutSlash)),
        new CmoConfig(
            settings.get(DialectKeys.CMO_CHANGE_LIMIT),
            settings.get(ServerKeys.PUBLIC_URL).map(Config::withoutSlash)),
        settings.get(DialectKeys.TMF_CHANGE_LIMIT),
        new CatalogConfig(
            settings.get(FeatureKeys.AUTO_TOP_UP_HOURS),
            settings.get(FeatureKeys.AUTO_TOP_UP_ZONE)),
        settings.get(FeatureKeys.PRIVATE_ADDRESSES) || demo,
        settings.get(FeatureKeys.OPERATOR_TIME_LIMIT),
        register(settings, demo),
        settings.get(FeatureKeys.MESSAGE_CENTRE).or(() -> register(settings, demo)),
        settings.get(FeatureKeys.INBOX).map(Path::toAbsolutePath).orElse(data.resolve("inbox")),
        new ReadingConfig(
            settings.get(FeatureKeys.DETAILS_AGE),
            settings.get(FeatureKeys.WHOLE_LIST_EVERY),
            ReadingConfig.USUAL.look()),
        settings.get(FeatureKeys.CONSUMPTION_AGE),
        (long) settings.get(FeatureKeys.IMPORT_MEGABYTES) << 20,
        new QuotaPlan(
            (long) settings.get(FeatureKeys.QUOTA_MEGABYTES) << 20,
            settings.get(FeatureKeys.QUOTA_MESSAGES),
            settings.get(FeatureKeys.QUOTA_THRESHOLD),
            settings.get(FeatureKeys.QUOTA_LIFE),
            QuotaPlan.DEFAULT.peakBitsPerSecond()),
        WebhookConfig.of(
            settings.get(FeatureKeys.PRIVATE_ADDRESSES) || demo,
            settings.get(FeatureKeys.WEBHOOK_TIME_LIMIT),
            settings.get(FeatureKeys.WEBHOOK_FAIL_AFTER),
            settings.get(RetentionKeys.DEAD_LETTERS)),
        Map.of(
            "usage_record", settings.get(RetentionKeys.USAGE_RECORDS),
            "usage_reject", settings.get(RetentionKeys.USAGE_RECORDS),
            "usage_sum", settings.get(RetentionKeys.USAGE_SUMS),
            "network_event", settings.get(RetentionKeys.NETWORK_EVENTS),
            "network_sms", settings.get(RetentionKeys.NETWORK_EVENTS),
            "imei_change", settings.get(RetentionKeys.AUDIT),
            "message", settings.get(RetentionKeys.MESSAGES),
            "audit", settings.get(RetentionKeys.AUDIT),
            "outbox", atLeast(settings.get(RetentionKeys.OUTBOX), LONGEST_RETRY),
            "webhook_delivery", settings.get(RetentionKeys.DELIVERIES)),
        settings.get(RetentionKeys.USAGE_RECORDS),
        settings.get(RetentionKeys.JOBS),
        atMost(settings.get(RetentionKeys.IMPORT_ROWS), settings.get(RetentionKeys.JOBS)),
        demo,
        new SimulatorConfig(
            settings.get(DemoKeys.SIMULATOR_PORT),
            settings.get(DemoKeys.FLEET_SIZE),
            settings.get(DemoKeys.OPERATOR_SIMS),
            settings.get(DemoKeys.PACE),
            settings.get(DemoKeys.SEED)));
  }

  /** The simulator's where there is a demo. */
  private static Optional<URI> register(Settings settings, boolean demo) {
    return settings
        .get(FeatureKeys.REGISTER)
        .or(() ->
            demo
                ? Optional.of(
                    URI.create("http://127.0.0.1:" + settings.get(DemoKeys.SIMULATOR_PORT)))
                : Optional.empty());
  }

  /** Events are there for as long as anybody may still be told of them. */
  private static Period atLeast(Period wanted, Period least) {
    LocalDate day = LocalDate.EPOCH;
    return day.plus(wanted).isBefore(day.plus(least)) ? least : wanted;
  }

  private static Period atMost(Period wanted, Period most) {
    LocalDate day = LocalDate.EPOCH;
    return day.plus(wanted).isAfter(day.plus(most)) ? most : wanted;
  }

  private static HttpConfig http(Settings settings) {
    String address = settings.get(ServerKeys.ADDRESS);
    try {
      InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new StartException("http.address = '%s' is not an IP address".formatted(address), e);
    }
    return new HttpConfig(
        address,
        settings.get(ServerKeys.PORT),
        settings.get(ServerKeys.HTTPS_PORT).map(port -> new TlsConfig(port, certificate(settings))),
        Set.copyOf(settings.get(ServerKeys.REFUSE_PLAIN)),
        settings.get(ServerKeys.TRUSTED_PROXIES),
        settings.get(ServerKeys.METRICS_READERS));
  }

  private static TlsConfig.Source certificate(Settings settings) {
    Optional<Path> keyStore = settings.get(ServerKeys.HTTPS_KEYSTORE);
    if (keyStore.isPresent()) {
      return new TlsConfig.KeyStoreFile(
          keyStore.get(), settings.require(ServerKeys.HTTPS_KEYSTORE_PASSWORD, "https.keystore"));
    }
    return new TlsConfig.Pem(
        settings.require(ServerKeys.HTTPS_CERTIFICATE, "HTTPS"),
        settings.require(ServerKeys.HTTPS_KEY, "HTTPS"));
  }

  private static Optional<DatabaseLogin> database(Settings settings) {
    return settings
        .get(ServerKeys.DATABASE_URL)
        .map(url ->
            new DatabaseLogin(
                url,
                settings.require(ServerKeys.DATABASE_USER, "database.url"),
                settings.get(ServerKeys.DATABASE_PASSWORD).orElse("")));
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
