// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Setting;
import org.simplane.simulator.contract.InventoryContract;

/** Every platform is tested and documented. */
final class PlatformsTest {

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

  @Test
  void namesEachPlatformOnceInLowerCase() {
    assertThat(Platforms.all())
        .extracting(OperatorPlatform::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z][a-z0-9]*"));
  }
}
