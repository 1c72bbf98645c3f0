// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Setting;
import org.simplane.simulator.contract.InventoryContract;

/** Every platform is tested and documented. */
final class PlatformsTest {

  /** Opening does no I/O. */
  private static final OperatorContext CONTEXT =
      new OperatorContext(
          request -> {
            throw new AssertionError("called " + request.uri());
          },
          Clock.systemUTC());

  private static final String TABLE_BEGINS = "<!-- features, from the code -->";
  private static final String TABLE_ENDS = "<!-- end of features -->";

  @Test
  void hasATestOfItsContractsForEveryPlatform() throws ClassNotFoundException {
    assertThat(Platforms.all()).isNotEmpty();
    for (OperatorPlatform platform : Platforms.all()) {
      String name = platform.name();
      String test =
          "org.simplane.adapter."
              + name
              + "."
              + name.substring(0, 1).toUpperCase(Locale.ROOT)
              + name.substring(1)
              + "Test";
      assertThat(Class.forName(test, false, getClass().getClassLoader()))
          .as(test)
          .isAssignableTo(InventoryContract.class);
    }
  }

  @Test
  void hasAPageThatNamesEverySettingForEveryPlatform() throws IOException {
    for (OperatorPlatform platform : Platforms.all()) {
      Path page = Path.of("..", "docs", "operators", platform.name() + ".md");
      String text = Files.readString(page);
      for (Setting setting : platform.settings()) {
        assertThat(text).as("%s names %s", page, setting.key()).contains("`" + setting.key() + "`");
      }
    }
  }

  /** Run with {@code -Dsimplane.write-docs=1} to write the table anew. */
  @Test
  void showsTheFeaturesOfEveryPlatformInOneTable() throws IOException {
    Path page = Path.of("..", "docs", "operators", "README.md");
    String text = Files.readString(page);
    int from = text.indexOf(TABLE_BEGINS) + TABLE_BEGINS.length();
    int until = text.indexOf(TABLE_ENDS);
    String written = text.substring(0, from) + "\n" + table() + text.substring(until);
    if (System.getProperty("simplane.write-docs") != null) {
      Files.writeString(page, written);
    } else {
      assertThat(text).isEqualTo(written);
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| feature |");
    Platforms.all()
        .forEach(platform -> table.append(" [`%1$s`](%1$s.md) |".formatted(platform.name())));
    table.append("\n|---|").append("---|".repeat(Platforms.all().size())).append('\n');
    for (Feature feature : Feature.values()) {
      String name = feature.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      table.append("| ").append(name).append(" |");
      for (OperatorPlatform platform : Platforms.all()) {
        try (Operator operator = platform.open(filledIn(platform), CONTEXT)) {
          table.append(operator.features().contains(feature) ? " x |" : " |");
        }
      }
      table.append('\n');
    }
    return table.toString();
  }

  @Test
  void namesEachPlatformOnceInLowerCase() {
    assertThat(Platforms.all())
        .extracting(OperatorPlatform::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z][a-z0-9]*"));
  }

  /** An address that may be left out adds features where it is given. */
  private static String filledIn(Setting setting) {
    return setting
        .defaultValue()
        .filter(value -> !value.isEmpty() || !setting.key().endsWith("Url"))
        .orElse("https://example.org");
  }

  private static Map<String, String> filledIn(OperatorPlatform platform) {
    return platform.settings().stream()
        .collect(Collectors.toMap(Setting::key, PlatformsTest::filledIn));
  }
}
