// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.ArrayList;
import java.util.List;

/** The text of {@code conf/simplane.sample.properties}; a test holds the file against it. */
final class SampleFile {

  private static final int WIDTH = 110;

  private SampleFile() {}

  static String text() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# Every setting of Simplane, with what it is when it is not set. Copy what you change to simplane.properties,",
                "# which ./run reads when it is there (--config names another file). The environment variable of the same",
                "# setting beats the file, and the flag of the same name beats both. './run --help' says the same.",
                ""));
    for (Key<?> key : Keys.ALL) {
      wrap(
          key.description() + (key.secret() ? ". A secret: better in the environment." : "."),
          lines);
      lines.add("# " + key.environment());
      lines.add("#" + key.name() + "=" + key.usual());
      lines.add("");
    }
    return String.join("\n", lines);
  }

  private static void wrap(String sentence, List<String> lines) {
    StringBuilder line = new StringBuilder("#");
    for (String word : sentence.split(" ")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }
}
