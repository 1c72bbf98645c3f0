// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code run}, with a script in place of Java that plays server and simulator. */
final class RunTest {

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      case " $* " in
        *' --rehearsal '*) exit 0 ;;
        *simulator.jar*)
          echo "simulator: $*"
          exit "$SIMULATOR_EXIT"
          ;;
      esac
      [ -z "$SERVER_EXIT" ] || { echo 'server: cannot start'; exit "$SERVER_EXIT"; }
      trap 'echo "server: stopped"; exit 143' TERM
      for word in "$@"; do
        case $word in --tell-simulator=*) echo '--seed=7' >"${word#*=}" ;; esac
      done
      echo 'server: ready'
      while :; do sleep 0.05; done
      """;

  @TempDir private Path folder;
  private Process run;

  @BeforeEach
  void install() throws IOException {
    Files.copy(Path.of("../run"), folder.resolve("run"));
    Files.createDirectories(folder.resolve("build"));
    Files.writeString(folder.resolve("build/commands.sh"), "find_jdk() { :; }\nbuild() { :; }\n");
    Files.createDirectories(folder.resolve("server/target"));
    Files.createFile(folder.resolve("server/target/server.jar"));
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.createFile(folder.resolve("jdk/release"));
    Path java = Files.writeString(folder.resolve("jdk/bin/java"), JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void end() throws InterruptedException {
    run.descendants().forEach(ProcessHandle::destroyForcibly);
    run.destroyForcibly().waitFor();
  }

  @Test
  void endsWithASimulatorThatCannotStart() throws Exception {
    start("", "1");
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).as(output()).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    assertThat(output()).contains("--seed=7", "server: stopped");
  }

  @Test
  void startsNoSimulatorBesideAServerThatCannotStart() throws Exception {
    start("1", "1");
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).as(output()).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    assertThat(output()).contains("server: cannot start").doesNotContain("simulator:");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 137, 143})
  void endsAsTheServerDidThatEndedBeforeItWasReady(int exit) throws Exception {
    start(Integer.toString(exit), "1");
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).as(output()).isTrue();
    assertThat(run.exitValue()).isEqualTo(exit);
    assertThat(output()).doesNotContain("simulator:");
  }

  @Test
  void goesOnWithoutASimulatorThatWasKilledAndStopsWhenAsked() throws Exception {
    start("", "137");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> output().contains("simulator:") && output().contains("server: ready"));
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(20))
        .until(() -> run.isAlive() && !output().contains("server: stopped"));
    run.destroy();
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).as(output()).isTrue();
    assertThat(run.exitValue()).isZero();
    assertThat(output()).contains("server: stopped");
  }

  private void start(String serverExit, String simulatorExit) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "./run")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("SERVER_EXIT", serverExit);
    environment.put("SIMULATOR_EXIT", simulatorExit);
    run = builder.start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
