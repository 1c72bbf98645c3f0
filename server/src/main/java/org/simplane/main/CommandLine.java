// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.simplane.StartException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The words after {@code ./run}: every setting is a flag of the same name. */
final class CommandLine {

  private static final int WIDTH = 110;
  private static final String TELL_SIMULATOR = "--tell-simulator";

  private CommandLine() {}

  /** What was asked for. */
  sealed interface Asked {
    /**
     * @param flags by the name of the setting
     * @param simulator where {@code run} reads what to start the simulator with
     */
    record Start(Map<String, String> flags, Optional<Path> file, Optional<Path> simulator)
        implements Asked {}

    /** To start, and to stop as soon as it is ready: {@code run} has the JVM record it. */
    record Rehearsal(Start start) implements Asked {}

    record Help(String text) implements Asked {}
  }

  static Asked parse(String... arguments) {
    picocli.CommandLine parser = parser();
    ParseResult parsed;
    try {
      parsed = parser.parseArgs(arguments);
    } catch (ParameterException e) {
      throw new StartException(
          String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; './run --help' lists the settings",
          e);
    }
    if (parsed.hasMatchedOption("--help")) {
      return new Asked.Help(parser.getUsageMessage());
    }
    Map<String, String> flags = new HashMap<>();
    for (Key<?> key : Keys.ALL) {
      String text = parsed.matchedOptionValue("--" + key.name(), null);
      if (text != null) {
        flags.put(key.name(), text);
      }
    }
    Optional<String> file = Optional.ofNullable(parsed.matchedOptionValue("--config", null));
    Optional<String> simulator =
        Optional.ofNullable(parsed.matchedOptionValue(TELL_SIMULATOR, null));
    Asked.Start start =
        new Asked.Start(Map.copyOf(flags), file.map(Path::of), simulator.map(Path::of));
    return parsed.hasMatchedOption("--rehearsal") ? new Asked.Rehearsal(start) : start;
  }

  private static picocli.CommandLine parser() {
    CommandSpec spec = CommandSpec.create().name("./run");
    spec.usageMessage()
        .customSynopsis("Usage: ./run [--setting=value]...")
        .synopsisHeading("")
        .width(WIDTH)
        .description(
            "Starts Simplane, the open control plane for IoT SIMs, with a database of its own and a demo fleet.",
            "",
            "Each setting may be given as a flag, as the environment variable below it, or in a file; a flag beats the"
                + " environment, which beats the file. Every one is in conf/simplane.sample.properties.",
            "")
        .sortOptions(false);
    spec.addOption(
        OptionSpec.builder("--help", "-h")
            .usageHelp(true)
            .description("Says this, and does nothing.")
            .build());
    spec.addOption(
        OptionSpec.builder("--config")
            .type(String.class)
            .paramLabel("FILE")
            .description(
                "The file with settings ("
                    + Settings.FILE_VARIABLE
                    + "); simplane.properties when there is one")
            .build());
    spec.addOption(OptionSpec.builder(TELL_SIMULATOR).type(String.class).hidden(true).build());
    spec.addOption(OptionSpec.builder("--rehearsal").hidden(true).build());
    for (Key<?> key : Keys.ALL) {
      spec.addOption(
          OptionSpec.builder("--" + key.name())
              .type(String.class)
              .paramLabel("…")
              .description(
                  key.description() + (key.usual().isEmpty() ? "" : " (" + key.usual() + ")"),
                  key.environment())
              .build());
    }
    return new picocli.CommandLine(spec);
  }
}
