// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.simplane.operator.OperatorPlatform;
import org.simplane.simulator.contract.OperatorContract;

/**
 * The report of the contract kit: how many of each contract's tests every adapter passes, and which
 * it replaces by one of its own because its platform cannot pass them. This build passes them all.
 */
final class ContractReportTest {

  private static final String BEGINS = "<!-- contracts, from the tests -->";
  private static final String ENDS = "<!-- end of contracts -->";

  /** Run with {@code -Dsimplane.write-docs=1} to write the report anew. */
  @Test
  void thePageShowsWhichContractsEachAdapterPasses() throws Exception {
    Path page = Path.of("..", "docs", "operators", "README.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGINS) + BEGINS.length();
    int until = text.indexOf(ENDS);
    assertThat(until).as("the mark in %s", page).isGreaterThan(from);
    String written = text.substring(0, from) + "\n" + report() + text.substring(until);
    if (System.getProperty("simplane.write-docs") != null) {
      Files.writeString(page, written);
    } else {
      assertThat(text).isEqualTo(written);
    }
  }

  /** A gap is one that its page can explain. */
  @Test
  void everyGapBelongsToAContractOfItsAdapter() throws Exception {
    for (Map.Entry<String, Class<?>> test : tests().entrySet()) {
      for (Class<?> contract : contracts(test.getValue())) {
        assertThat(gaps(test.getValue(), contract).size())
            .as("%s, %s", test.getKey(), contract)
            .isLessThan(count(contract));
      }
    }
  }

  private static String report() throws IOException, ClassNotFoundException {
    Map<String, Class<?>> tests = tests();
    Set<Class<?>> all = new TreeSet<>(Comparator.comparing(Class::getSimpleName));
    tests.values().forEach(test -> all.addAll(contracts(test)));
    StringBuilder report = new StringBuilder("| contract |");
    tests.keySet().forEach(name -> report.append(" `%s` |".formatted(name)));
    report.append("\n|---|").append("---|".repeat(tests.size())).append('\n');
    List<String> gaps = new ArrayList<>();
    for (Class<?> contract : all) {
      report.append("| ").append(words(contract)).append(" |");
      tests.forEach((name, test) -> {
        List<String> missing = gaps(test, contract);
        if (!contract.isAssignableFrom(test)) {
          report.append(" |");
        } else if (missing.isEmpty()) {
          report.append(" %d |".formatted(count(contract)));
        } else {
          int count = count(contract);
          report.append(" %d of %d |".formatted(count - missing.size(), count));
          missing.forEach(
              gap -> gaps.add("- `%s`, %s: `%s`\n".formatted(name, words(contract), gap)));
        }
      });
      report.append('\n');
    }
    if (!gaps.isEmpty()) {
      report.append(
          "\nReplaced by a test of the adapter's own, for its platform cannot do it:\n\n");
      gaps.forEach(report::append);
    }
    return report.toString();
  }

  private static Map<String, Class<?>> tests() throws ClassNotFoundException {
    Map<String, Class<?>> tests = new LinkedHashMap<>();
    for (OperatorPlatform platform : Platforms.all()) {
      String name = platform.name();
      tests.put(
          name, test(name, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)));
    }
    tests.put("iota, SOAP", test("iota", "IotaSoap"));
    return tests;
  }

  private static Class<?> test(String platform, String name) throws ClassNotFoundException {
    return Class.forName(
        "org.simplane.adapter." + platform + "." + name + "Test",
        false,
        ContractReportTest.class.getClassLoader());
  }

  private static Set<Class<?>> contracts(Class<?> test) {
    Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getSimpleName));
    for (Class<?> contract : test.getInterfaces()) {
      if (OperatorContract.class.isAssignableFrom(contract)) {
        found.add(contract);
        found.addAll(contracts(contract));
      }
    }
    return found;
  }

  private static int count(Class<?> contract) {
    return tests(contract).size();
  }

  private static List<String> gaps(Class<?> test, Class<?> contract) {
    Set<String> own = new TreeSet<>(tests(test));
    return tests(contract).stream().filter(own::contains).toList();
  }

  private static List<String> tests(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .sorted()
        .toList();
  }

  /** {@code StatusControlContract} as {@code status control}. */
  private static String words(Class<?> contract) {
    return contract
        .getSimpleName()
        .replaceFirst("Contract$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
