// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The stacks of all threads but the tests' own, virtual ones included, which nothing else shows.
 */
final class ThreadDump {

  private ThreadDump() {}

  static String now() throws IOException {
    Path folder = Files.createTempDirectory("threads");
    Path file = folder.resolve("dump.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Arrays.stream(Files.readString(file).split("\n\n"))
          .filter(thread -> !thread.contains("org.junit.platform"))
          .collect(Collectors.joining("\n\n"));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
