// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  @Test
  void hasATestOfItsContractsForEveryPlatform() throws ClassNotFoundException {
    assertThat(Platforms.all()).isNotEmpty();
    for (OperatorPlatform platform : Platforms.all()) {
      String name = platform.name();
      String test =
          platform.getClass().getPackageName()
              + "."
              + name.substring(0, 1).toUpperCase(Locale.ROOT)
              + name.substring(1)
              + "Test";
      assertThat(Class.forName(test)).as(test).isAssignableTo(InventoryContract.class);
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

  /** The table's columns follow the order of {@link Feature}. */
  @Test
  void hasARowThatShowsTheFeaturesOfEveryPlatform() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "operators", "README.md"));
    for (OperatorPlatform platform : Platforms.all()) {
      Set<Feature> features;
      try (Operator operator = platform.open(filledIn(platform), CONTEXT)) {
        features = operator.features();
      }
      String shown =
          Arrays.stream(Feature.values())
              .map(feature -> features.contains(feature) ? " x |" : "   |")
              .collect(Collectors.joining("", "| `" + platform.name() + "` |", ""));
      assertThat(lines).as(shown).anyMatch(line -> line.endsWith(shown));
    }
  }

  @Test
  void namesEachPlatformOnceInLowerCase() {
    assertThat(Platforms.all())
        .extracting(OperatorPlatform::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z][a-z0-9]*"));
  }

  private static Map<String, String> filledIn(OperatorPlatform platform) {
    return platform.settings().stream()
        .collect(Collectors.toMap(Setting::key, setting -> setting.defaultValue().orElse("x")));
  }
}
