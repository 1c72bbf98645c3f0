// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.account.Ability;
import org.simplane.account.CapabilityMatrix;
import org.simplane.account.CapabilityMatrix.Column;
import org.simplane.account.Operation;
import org.simplane.api.cmo.CmoOperations;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The capability matrix in the documentation and over the API, against seeds/003. */
final class CapabilityMatrixIT {

  private static final Path PAGE = Path.of("..", "docs", "capabilities.md");
  private static final String BEGINS = "<!-- from the code -->\n";

  private static final List<String> SEEDED =
      List.of(
          "TMSP",
          "TMUS",
          "INTELSAT",
          "IOTA",
          "JASPER",
          "AIRLINQ",
          "1NCE",
          "STC",
          "TURKCELL",
          "GALAXY1");

  private static final Set<String> MONITORED =
      Set.of("TMSP", "INTELSAT", "AIRLINQ", "STC", "GALAXY1");

  /** The seed's rows that are not ticked from end to end. */
  private static final Map<String, Set<String>> SEED =
      Map.of(
          "Retrieve details of SIM card", without("INTELSAT"),
          "Retrieve details of satellite terminal", Set.of("INTELSAT", "GALAXY1"),
          "Retrieve details of data connectivity", without("INTELSAT", "GALAXY1"),
          "Change the status of a SIM card", without("INTELSAT", "TURKCELL", "GALAXY1"),
          "Change the status of a satellite terminal", Set.of("INTELSAT"),
          "Update characteristics", Set.of("TMSP"),
          "Changes answered before they are done, with a monitor", MONITORED,
          "Monitor asynchronous requests", MONITORED,
          "Terminate asynchronous requests", Set.of("TMSP"));

  /** Why the adapters' ticks are others than the seed's; by operation. */
  private static final Map<String, String> REASONS =
      Map.of(
          "Retrieve details of data connectivity",
              "the API of 1NCE shows neither provider, communication plan nor APNs of a SIM",
          "Change the status of a SIM card",
              "the seed's table of operations leaves Turkcell out, its table of transitions has a tick that can"
                  + " only be Turkcell's: barring and unbarring is what changes the status there (decision 080)",
          "Update characteristics",
              "Control Center's API changes rate plan, communication plan and customer",
          "Monitor asynchronous requests",
              "Simplane's own jobs are what is monitored, so that it does not depend on the operator",
          "Terminate asynchronous requests",
              "what Simplane has not sent yet can be taken back, whoever the operator is");

  @TempDir private static Path folder;
  private static Instance instance;
  private static CapabilityMatrix matrix;

  @BeforeAll
  static void start() {
    instance = Instance.start(folder, Map.of());
    matrix =
        CapabilityMatrix.of(
            instance.features.accounts.platforms(), Dialects.operations(), instance.clock);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  /** Run with {@code -Dsimplane.write-docs=1} to write the page anew. */
  @Test
  void thePageShowsWhatTheAdaptersOffer() throws Exception {
    String text = Files.readString(PAGE);
    String written = text.substring(0, text.indexOf(BEGINS) + BEGINS.length()) + tables();
    if (System.getProperty("simplane.write-docs") != null) {
      Files.writeString(PAGE, written);
    } else {
      assertThat(text).isEqualTo(written);
    }
  }

  @Test
  void everyOperatorOfTheSeedHasAColumnAndEveryDifferenceAReason() {
    assertThat(matrix.columns()).extracting(Column::name).containsAll(SEEDED).contains("OWN");
    assertThat(differences().keySet()).isEqualTo(REASONS.keySet());
    assertThat(SEED.keySet()).isSubsetOf(CmoOperations.ALL.stream().map(Operation::name).toList());
  }

  @Test
  void theApiServesTheSameTable() throws Exception {
    JsonNode json = get("/capabilities");
    assertThat(json.path("operators").values())
        .extracting(operator -> operator.path("name").asString())
        .containsExactlyElementsOf(matrix.columns().stream().map(Column::name).toList());
    Map<String, Set<String>> served = new TreeMap<>();
    for (JsonNode operation : json.path("operations")) {
      Set<String> names = new LinkedHashSet<>();
      operation.path("operators").forEach(name -> names.add(name.asString()));
      served.put(
          operation.path("dialect").asString() + " " + operation.path("name").asString(), names);
    }
    Map<String, Set<String>> expected = new TreeMap<>();
    for (Operation operation : matrix.operations()) {
      expected.put(operation.dialect() + " " + operation.name(), names(operation.ability()));
    }
    assertThat(served).isEqualTo(expected);
    assertThat(json.toString())
        .contains("{\"from\":{\"status\":\"TERMINATED\"},\"to\":[{\"status\":\"ACTIVE\"}]}");
  }

  private static JsonNode get(String path) throws Exception {
    IssuedClient client = instance.client("v1", Role.API_ACCESS);
    String pair = client.client().clientId() + ":" + client.secret();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String base = instance.url() + "/api/v1";
      HttpResponse<String> token =
          http.send(
              HttpRequest.newBuilder(URI.create(base + "/token"))
                  .header(
                      "Authorization",
                      "Basic "
                          + Base64.getEncoder()
                              .encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String bearer = JsonMapper.shared().readTree(token.body()).path("access_token").asString();
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(base + path))
                  .header("Authorization", "Bearer " + bearer)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return JsonMapper.shared().readTree(answer.body());
    }
  }

  private static Set<String> without(String... names) {
    return SEEDED.stream()
        .filter(name -> !Arrays.asList(names).contains(name))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Ability ability) {
    return matrix.columns().stream()
        .filter(column -> column.abilities().contains(ability))
        .map(Column::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** By operation, the operators of which the seed says otherwise. */
  private static Map<String, Set<String>> differences() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Operation operation : CmoOperations.ALL) {
      Set<String> here = names(operation.ability());
      Set<String> seed = SEED.getOrDefault(operation.name(), Set.copyOf(SEEDED));
      Set<String> other = new TreeSet<>();
      for (String name : SEEDED) {
        if (here.contains(name) != seed.contains(name)) {
          other.add((here.contains(name) ? "+" : "-") + name);
        }
      }
      if (!other.isEmpty()) {
        all.put(operation.name(), other);
      }
    }
    return all;
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    matrix.operations().stream()
        .map(Operation::dialect)
        .distinct()
        .forEach(dialect -> {
          text.append("\n## `").append(dialect).append("`\n\n").append(head("operation"));
          for (Operation operation : matrix.operations()) {
            if (operation.dialect().equals(dialect)) {
              text.append("| ").append(operation.name()).append(" |");
              matrix
                  .columns()
                  .forEach(column ->
                      text.append(
                          column.abilities().contains(operation.ability()) ? " x |" : " |"));
              text.append('\n');
            }
          }
        });
    text.append("\n## Changes of status\n\nFrom the transitions of each operator. ");
    text.append("The own network has billing phases too, which are left out here.\n\n");
    text.append(head("change"));
    transitions()
        .forEach((change, names) -> {
          text.append("| ").append(change).append(" |");
          matrix
              .columns()
              .forEach(column -> text.append(names.contains(column.name()) ? " x |" : " |"));
          text.append('\n');
        });
    text.append(
        "\n## Where seeds/003 says otherwise\n\nWith + where there is more here, - where less.\n\n");
    text.append("| operation | operators | why |\n|---|---|---|\n");
    differences()
        .forEach((operation, names) ->
            text.append(
                "| %s | %s | %s |%n"
                    .formatted(operation, String.join(", ", names), REASONS.get(operation))));
    return text.toString();
  }

  private static Map<String, Set<String>> transitions() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Column column : matrix.columns()) {
      column
          .transitions()
          .forEach((from, targets) -> {
            for (StatusTarget to : targets) {
              if (!from.status().equals(to.status())) {
                all.computeIfAbsent(from.status() + " → " + to.status(), _ -> new TreeSet<>())
                    .add(column.name());
              }
            }
          });
    }
    return all;
  }

  private static String head(String first) {
    return "| "
        + first
        + matrix.columns().stream()
            .map(Column::name)
            .collect(Collectors.joining(" | ", " | ", " |\n"))
        + "|---|"
        + "---|".repeat(matrix.columns().size())
        + "\n";
  }
}
