// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.StartException;
import org.simplane.api.TlsConfig;
import org.simplane.main.CommandLine.Asked;

final class SettingsTest {

  private static final Path SAMPLE = Path.of("../conf/simplane.sample.properties");
  private static final String KEY = "bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=";

  @TempDir private Path directory;

  @Test
  void hasOneSampleFileThatListsEverySetting() throws IOException {
    if (System.getProperty("simplane.write-sample") != null) {
      Files.writeString(SAMPLE, SampleFile.text());
    }
    assertThat(Files.readString(SAMPLE))
        .as("mvn test -pl server -am -Dtest=SettingsTest -Dsimplane.write-sample writes it anew")
        .isEqualTo(SampleFile.text());
  }

  @Test
  void listsEverySettingInItsHelp() {
    Asked asked = CommandLine.parse("--help");
    assertThat(asked).isInstanceOf(Asked.Help.class);
    String help = ((Asked.Help) asked).text();
    for (Key<?> key : Keys.ALL) {
      assertThat(help).contains("--" + key.name() + "=").contains(key.environment());
    }
  }

  @Test
  void namesEachSettingOnceInOneWay() throws IllegalAccessException {
    Set<String> names = new HashSet<>();
    Set<String> variables = new HashSet<>();
    for (Key<?> key : Keys.ALL) {
      assertThat(names.add(key.name())).as(key.name()).isTrue();
      assertThat(variables.add(key.environment())).as(key.environment()).isTrue();
      assertThat(key.name()).matches(Pattern.compile("[a-z0-9]+(-[a-z]+)*([.][a-z]+(-[a-z]+)*)*"));
    }
    long constants =
        Stream.of(
                ServerKeys.class,
                DialectKeys.class,
                FeatureKeys.class,
                RetentionKeys.class,
                DemoKeys.class)
            .flatMap(keys -> Arrays.stream(keys.getDeclaredFields()))
            .filter(field -> field.getType() == Key.class)
            .count();
    assertThat(Keys.ALL).hasSize((int) constants);
  }

  @Test
  void prefersTheFlagToTheEnvironmentAndThatToTheFile() throws IOException {
    Path file = file("http.port=1", "simulator.seed=1", "http.address=10.0.0.1");
    Config config =
        Config.of(
            Settings.read(
                Map.of("http.port", "3"),
                Map.of("SIMPLANE_HTTP_PORT", "2", "SIMPLANE_SIMULATOR_SEED", "2", "PATH", "/bin"),
                Optional.of(file)));
    assertThat(config.http().port()).isEqualTo(3);
    assertThat(config.simulator().seed()).isEqualTo(2);
    assertThat(config.http().address()).isEqualTo("10.0.0.1");
  }

  @Test
  void refusesWhatIsNoSetting() throws IOException {
    Path file = file("http.prot=1");
    assertSentence(
        () -> Settings.read(Map.of(), Map.of(), Optional.of(file)), "'http.prot' in " + file);
    assertSentence(
        () -> Settings.read(Map.of(), Map.of("SIMPLANE_HTTP_PROT", "1"), Optional.empty()),
        "SIMPLANE_HTTP_PROT");
    assertSentence(() -> CommandLine.parse("--http.prot=1"), "--http.prot");
    assertSentence(() -> CommandLine.parse("start"), "start");
    assertSentence(
        () -> Settings.read(Map.of(), Map.of(), Optional.of(directory.resolve("none"))), "none");
  }

  @Test
  void saysWhichSettingIsBrokenAndWhereItCameFrom() {
    assertSentence(
        () -> config("http.port", "abc"),
        "http.port = 'abc' is not a whole number (from --http.port)");
    assertSentence(() -> config("http.port", "70000"), "between 0 and 65535");
    assertSentence(() -> config("http.address", "localhost"), "http.address");
    assertSentence(() -> config("demo.enabled", "perhaps"), "neither on nor off");
    assertSentence(() -> config("easyconnect.token-life", "4"), "easyconnect.token-life");
    assertSentence(() -> config("operator.time-limit", "0 seconds"), "operator.time-limit");
    assertSentence(() -> config("retention.audit", "2 fortnights"), "days, months or years");
    assertSentence(() -> config("http.trusted-proxies", "10.0.0.0/33"), "32 bits");
    assertSentence(() -> config("database.url", "jdbc:mysql://x/y"), "jdbc:postgresql");
    assertSentence(() -> config("https.port", "8443"), "https.certificate");
    assertSentence(() -> config("http.public-url", "api.example.com"), "https://");
    assertSentence(() -> config("network.register-url", "http://a b"), "network.register-url");
    assertSentence(() -> config("v1.token-life", "999999999 days"), "v1.token-life");
    assertSentence(() -> config("retention.audit", "999999999 years"), "1,000 years");
    assertSentence(
        () -> config("database.url", "jdbc:postgresql://x/y", "database.user", "z"), "master-key");
  }

  @Test
  void showsNoSecret() {
    Config config =
        config(
            "database.url", "jdbc:postgresql://x/y",
            "database.user", "owner",
            "database.password", "hidden-one",
            "master-key", KEY,
            "https.port", "8443",
            "https.keystore", "server.p12",
            "https.keystore-password", "hidden-two");
    assertThat(config.toString()).doesNotContain("hidden-one", "hidden-two", KEY);
  }

  @Test
  void readsWhatPeopleWrite() {
    Config config =
        config(
            "easyconnect.token-life", "1 hour",
            "retention.usage-records", "3 months",
            "https.port", "8443",
            "https.certificate", "a.pem",
            "https.key", "b.pem",
            "http.refuse-plain", "easyconnect, v1",
            "http.public-url", "https://api.example.com/",
            "demo.enabled", "off");
    assertThat(config.easyConnect().tokenLife()).isEqualTo(Duration.ofHours(1));
    assertThat(config.retention()).containsEntry("usage_record", Period.ofMonths(3));
    assertThat(config.http().tls())
        .contains(new TlsConfig(8443, new TlsConfig.Pem(Path.of("a.pem"), Path.of("b.pem"))));
    assertThat(config.http().refusePlain()).containsExactlyInAnyOrder("easyconnect", "v1");
    assertThat(config.url(8080)).isEqualTo(URI.create("https://api.example.com"));
    assertThat(config.privateAddresses()).isFalse();
    assertThat(config.simulatorArguments()).isEmpty();
  }

  @Test
  void writesIpv6AddressesAsUrlsHaveThem() {
    assertThat(config("http.address", "::1").url(8080))
        .isEqualTo(URI.create("http://localhost:8080"));
    assertThat(config("http.address", "::1").simulatorArguments())
        .contains("--server=http://[::1]:8080");
    assertThat(config("http.address", "::").simulatorArguments())
        .contains("--server=http://127.0.0.1:8080");
    assertThat(config("http.address", "2001:db8::7").url(8080))
        .isEqualTo(URI.create("http://[2001:db8::7]:8080"));
    assertThat(config("http.address", "127.0.0.2").url(8080))
        .isEqualTo(URI.create("http://127.0.0.2:8080"));
  }

  @Test
  void leavesTheVariablesOfTheCommandsAndTheTestsAlone() {
    Map<String, String> ofCommands =
        Map.of(
            "SIMPLANE_JAVA_HOME", "/jdk",
            "SIMPLANE_JAVA_OPTIONS", "-Xmx1g",
            "SIMPLANE_POSTGRESQL_15", "/usr/lib/postgresql/15/bin",
            "SIMPLANE_TEST_JDBC_URL", "jdbc:postgresql://host/postgres");
    assertThat(Config.of(Settings.read(Map.of(), ofCommands, Optional.empty())).http().port())
        .isEqualTo(8080);
  }

  @Test
  void asksForAnEasyConnectTokenLifeOf14400Seconds() {
    assertThat(config().easyConnect().tokenLife()).isEqualTo(Duration.ofSeconds(14_400));
  }

  private static Config config(String... settings) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      flags.put(settings[i], settings[i + 1]);
    }
    return Config.of(Settings.read(flags, Map.of(), Optional.empty()));
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("settings.properties"), List.of(lines));
  }

  private static void assertSentence(ThrowingCallable call, String part) {
    assertThatThrownBy(call)
        .isInstanceOf(StartException.class)
        .hasMessageContaining(part)
        .message()
        .hasLineCount(1);
  }
}
