// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears all that is logged at any level, printed or thrown, while it listens. */
final class Eavesdropper implements AutoCloseable {

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(heard, true, StandardCharsets.UTF_8);
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler handler = new Ear();

  static Eavesdropper listen() {
    Eavesdropper eavesdropper = new Eavesdropper();
    eavesdropper.root.setLevel(Level.ALL);
    eavesdropper.root.addHandler(eavesdropper.handler);
    System.setOut(eavesdropper.stream);
    System.setErr(eavesdropper.stream);
    return eavesdropper;
  }

  /** Something that might be logged: an exception with its causes, or anything by its text. */
  void hear(Object said) {
    stream.println(said);
    if (said instanceof Throwable thrown && thrown.getCause() != null) {
      hear(thrown.getCause());
    }
  }

  /** Nor its beginning or end: half a token in a message that was cut short is a leak too. */
  void assertUnheard(String secret) {
    int part = Math.min(secret.length(), 20);
    assertThat(heard.toString(StandardCharsets.UTF_8))
        .isNotBlank()
        .doesNotContain(secret.substring(0, part), secret.substring(secret.length() - part));
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    root.setLevel(level);
    System.setOut(out);
    System.setErr(err);
  }

  private final class Ear extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord logged) {
      stream.println(formatter.format(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
