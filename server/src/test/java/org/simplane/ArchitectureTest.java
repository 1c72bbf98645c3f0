// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house. Written as plain tests: the field form of ArchUnit reported no tests and
 * passed while a rule was violated.
 */
final class ArchitectureTest {

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.simplane");

  private static final List<String> ORDER =
      List.of(
          "access",
          "notification",
          "inventory",
          "job",
          "account",
          "lifecycle",
          "connectivity",
          "usage",
          "messaging",
          "catalog",
          "alarm",
          "network");

  private static final String[] FEATURES =
      ORDER.stream().map(feature -> "org.simplane." + feature + "..").toArray(String[]::new);

  /** Words of one dialect each, that no feature may know. */
  private static final Set<String> FOREIGN_WORDS =
      Set.of(
          "TicketNumber",
          "TrackingNumber",
          "ActivatedForTest",
          "ACTIVATED_FOR_TEST",
          "ProductOrder");

  @Test
  void featuresKnowNothingOfDialects() {
    rule(
        noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.simplane.api.."));
  }

  @Test
  void dialectsKnowNothingOfEachOther() {
    rule(slices().matching("org.simplane.api.(*)..").should().notDependOnEachOther());
  }

  @Test
  void adaptersKnowNeitherEachOtherNorTheServer() {
    JavaClasses adapters =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.simplane.adapter");
    slices()
        .matching("org.simplane.adapter.(*)..")
        .should()
        .notDependOnEachOther()
        // What they are made of: calls, contracts as files, the table of transitions.
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            resideInAnyPackage(
                "org.simplane.adapter.rest",
                "org.simplane.adapter.described",
                "org.simplane.adapter.transitions"))
        .check(adapters);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.simplane..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("org.simplane.adapter..", "org.simplane.operator.."))))
        .check(adapters);
  }

  @Test
  void featuresSpeakNoDialect() {
    rule(
        noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .haveNameMatching(".*(" + String.join("|", FOREIGN_WORDS) + ").*"));
    for (JavaClass feature : SERVER.that(resideInAnyPackage(FEATURES))) {
      assertThat(
              feature.getAllFields().stream()
                  .map(field -> field.getName().toLowerCase(Locale.ROOT)))
          .as(feature.getName())
          .doesNotContain("ticketnumber", "trackingnumber", "activated_for_test");
    }
  }

  @Test
  void onlyStoresSpeakSql() throws IOException {
    String sql =
        "(?is).*\"\\s*(select\\s.+\\sfrom|insert\\s+into|update\\s+\\w+\\s+set|delete\\s+from|merge\\s+into)\\b.*";
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith("Store.java") && !file.toString().contains("/org/simplane/db/")) {
          assertThat(Files.readString(file).matches(sql)).as("SQL in %s", file).isFalse();
        }
      }
    }
  }

  @Test
  void storesStayInTheirPackage() {
    rule(
        classes()
            .that()
            .haveSimpleNameEndingWith("Store")
            .and()
            .resideInAPackage("org.simplane..")
            .should()
            .notHaveModifier(JavaModifier.PUBLIC));
  }

  @Test
  void theWebFrameworkStaysAtTheEdge() {
    rule(
        noClasses()
            .that(
                resideInAPackage("org.simplane..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage("org.simplane.api..", "org.simplane.main.."))))
            .and(nameMatching("org\\.simplane\\.(?!simulator|operator|adapter|bench).*"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."));
  }

  @Test
  void packagesMakeNoCircles() {
    rule(slices().matching("org.simplane.(**)").should().beFreeOfCycles());
  }

  @Test
  void nothingIsCommonOrAUtility() {
    rule(
        noClasses()
            .should()
            .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..impl..")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|DTO|Dto|Entity)"));
  }

  @Test
  void featuresKnowEachOtherInOneOrderOnly() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] above =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(feature -> "org.simplane." + feature + "..")
              .toArray(String[]::new);
      if (above.length > 0) {
        rule(
            noClasses()
                .that()
                .resideInAPackage("org.simplane." + ORDER.get(i) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above));
      }
    }
  }

  @Test
  void theVocabularyOfTheRootKnowsNobody() {
    rule(
        noClasses()
            .that()
            .resideInAPackage("org.simplane")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                Stream.concat(
                        Arrays.stream(FEATURES),
                        Stream.of("org.simplane.api..", "org.simplane.main..", "org.simplane.db.."))
                    .toArray(String[]::new)));
  }

  @Test
  void nothingKnowsTheCompositionRoot() {
    rule(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.simplane.main..", "org.simplane.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.simplane.main.."));
  }

  @Test
  void settingsAreReadInOnePlace() {
    rule(
        noClasses()
            .that(
                DescribedPredicate.not(
                    resideInAPackage("org.simplane.main..")
                        // what the machine is, which nobody sets
                        .or(nameMatching("org\\.simplane\\.db\\.PostgresBinaries"))))
            .and()
            .resideOutsideOfPackages("org.simplane.simulator..", "org.simplane.bench..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class));
  }

  @Test
  void timeComesFromAnInjectedClock() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.simplane.main..", "org.simplane.bench..", "org.simplane.simulator..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");
    rule(rule);
  }

  @Test
  void looksAtTheWholeServer() {
    assertThat(SERVER.that(alwaysTrue())).hasSizeGreaterThan(200);
    for (String feature : List.of("access", "inventory", "usage", "network")) {
      assertThat(SERVER.that(resideInAPackage("org.simplane." + feature))).as(feature).isNotEmpty();
    }
  }

  private static void rule(ArchRule rule) {
    rule.allowEmptyShould(true).check(SERVER); // not every feature of the order is there yet
  }
}
