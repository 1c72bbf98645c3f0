// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.db.TestDatabase;

/** Simplane as a process of its own, as {@code ./run} starts it. */
final class StartIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String KEY = "bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=";

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();
  @TempDir private Path directory;

  /** Where the process would unpack its PostgreSQL, it finds the one that all tests share. */
  @BeforeEach
  void sharePrograms() throws IOException {
    TestDatabase.linkPrograms(Files.createDirectories(data().resolve("postgresql")));
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void keepsItsDataOverAKillAndStopsWhenAsked() throws Exception {
    int port = freePort();
    String[] settings = {"--http.port=" + port};
    Process first = start(settings);
    awaitReady(first, port);
    String administrator = Files.readString(data().resolve("admin.json"));
    long postgres = postgres();
    first.destroyForcibly().waitFor();

    Path told = directory.resolve("told");
    Process second = start("--http.port=" + port, "--tell-simulator=" + told);
    awaitReady(second, port);
    assertThat(told).as("no demo, no simulator").hasContent("\n");
    assertThat(postgres()).isNotEqualTo(postgres);
    assertThat(Files.readString(data().resolve("admin.json"))).isEqualTo(administrator);

    second.destroy();
    assertThat(second.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(data().resolve("postgresql/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void endsByItselfAfterARehearsal() throws Exception {
    Process process = start("--http.port=0", "--rehearsal");
    assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output())).isZero();
    assertThat(data().resolve("admin.json")).exists();
    assertThat(data().resolve("postgresql/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void leavesADataDirectoryToTheSimplaneThatHasIt() throws Exception {
    int port = freePort();
    awaitReady(start("--http.port=" + port), port);
    assertRefuses("Another Simplane is at work in " + data(), "--http.port=" + freePort());
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    Path told = directory.resolve("told");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefuses(
          "Port " + taken.getLocalPort() + " on 127.0.0.1",
          "--http.port=" + taken.getLocalPort(),
          "--tell-simulator=" + told);
      assertRefuses(
          "Port " + taken.getLocalPort() + " on 127.0.0.1, for HTTPS",
          "--http.port=" + freePort(),
          "--https.port=" + taken.getLocalPort(),
          "--https.certificate=none",
          "--https.key=none",
          "--tell-simulator=" + told);
    }
    assertThat(told).as("no simulator beside a server that cannot start").doesNotExist();
  }

  @Test
  void saysThatItsDataDirectoryCannotBeWrittenTo() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefuses("cannot be written to", file, "--http.port=0");
  }

  @Test
  void saysWhichSettingIsBroken() throws Exception {
    assertRefuses("http.port = 'x'", "--http.port=x");
    assertRefuses(
        "http.refuse-plain names 'telex'",
        "--http.refuse-plain=telex",
        "--http.port=" + freePort());
  }

  @Test
  void saysThatTheDatabaseRefusesItsPassword() throws Exception {
    try (TestDatabase database = TestDatabase.empty()) {
      assertRefuses(
          "The database does not let us in",
          "--http.port=" + freePort(),
          "--database.url=" + database.login().url(),
          "--database.user=nobody_we_know",
          "--database.password=wrong",
          "--master-key=" + KEY);
    }
  }

  @Test
  void runsOnADatabaseOfSomebodysOwn() throws Exception {
    Files.delete(data().resolve("postgresql").resolve(TestDatabase.programs().getFileName()));
    Files.delete(data().resolve("postgresql"));
    try (TestDatabase database = TestDatabase.empty()) {
      int port = freePort();
      Process process =
          start(
              "--http.port=" + port,
              "--database.url=" + database.login().url(),
              "--database.user=" + database.login().user(),
              "--database.password=" + database.login().password(),
              "--master-key=" + KEY);
      awaitReady(process, port);
      assertThat(data().resolve("postgresql")).doesNotExist();
      process.destroy();
      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Process start(String... settings) throws IOException {
    return start(data(), settings);
  }

  private Process start(Path data, String... settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // Starts sooner, and does not run for long.
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.simplane.main.Main",
                "--data.directory=" + data,
                "--demo.enabled=off"));
    command.addAll(List.of(settings));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("SIMPLANE_"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path output() {
    return directory.resolve("output");
  }

  private void assertRefuses(String sentence, String... settings) throws Exception {
    assertRefuses(sentence, data(), settings);
  }

  private void assertRefuses(String sentence, Path data, String... settings) throws Exception {
    Files.deleteIfExists(output());
    Process process = start(data, settings);
    assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    List<String> lines =
        Files.readAllLines(output()).stream().filter(line -> !line.startsWith("  ")).toList();
    assertThat(lines).singleElement().asString().contains(sentence);
    assertThat(Files.readString(output())).doesNotContain("Not stopped as it should be");
  }

  private void awaitReady(Process process, int port) {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    Awaitility.await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          assertThat(process.isAlive()).as(Files.readString(output())).isTrue();
          return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        });
  }

  private long postgres() throws IOException {
    return Long.parseLong(
        Files.readAllLines(data().resolve("postgresql/data/postmaster.pid")).getFirst().strip());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
