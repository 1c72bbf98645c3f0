// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running PostgreSQL. It is started again when it ends unasked. */
final class PostgresProcess {

  private static final Logger log = LoggerFactory.getLogger(PostgresProcess.class);
  private static final Duration BEFORE_RESTART = Duration.ofSeconds(1);
  private static final Duration TO_STOP = Duration.ofSeconds(20);

  private final ProcessBuilder builder;
  private final CompletableFuture<Process> started = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile @Nullable Process process;

  PostgresProcess(List<String> command, File logFile) {
    builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile));
  }

  /** Returns when the process is there, long before it takes connections. */
  Process start() {
    // The kernel stops PostgreSQL when the thread that started it ends, so this one lives as long
    // as the JVM does.
    Thread.ofPlatform().daemon().name("postgres-parent").start(this::stayParent);
    return started.join();
  }

  private void stayParent() {
    try {
      while (!stopping) {
        Process running = builder.start();
        process = running;
        started.complete(running);
        int exit = running.waitFor();
        if (!stopping) {
          log.error("PostgreSQL ended with exit code {}; starting it again", exit);
          Thread.sleep(BEFORE_RESTART);
        }
      }
    } catch (IOException e) {
      log.error("PostgreSQL cannot be started", e);
      started.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /** Ends it without starting it again: connections are cut, what is committed is kept. */
  void stop() {
    stopping = true;
    Process running = process;
    if (running != null && !stop(running.toHandle())) {
      running.destroyForcibly();
    }
  }

  /** Whether the process, ours or one left over, ended in time: first asked to, then told to. */
  static boolean stop(ProcessHandle process) {
    for (String signal : List.of("-INT", "-QUIT")) {
      try {
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        process.onExit().get(TO_STOP.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        log.warn("PostgreSQL did not stop on {} within {}", signal, TO_STOP);
      } catch (IOException | ExecutionException e) {
        throw new IllegalStateException("Cannot stop PostgreSQL", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
