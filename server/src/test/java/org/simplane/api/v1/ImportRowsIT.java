// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import tools.jackson.databind.JsonNode;

/** What an import tells of each of its rows. */
final class ImportRowsIT {

  private static final Period MONTH = Period.ofDays(30);

  private static V1House house;
  private static String token;
  private static String path;

  @BeforeAll
  static void start() {
    house = new V1House();
    Samples samples = new Samples(house, house.tenant, "6");
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
    path = "/sims/import?wait=60&account=" + samples.id(Ids.Kind.ACCOUNT);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  /** Of every row its line and what became of it. */
  static String outcomes(V1House house, String token, V1House.Reply begun) {
    JsonNode rows = house.get(token, rows(begun)).json().get("items");
    return IntStream.range(0, rows.size())
        .mapToObj(rows::get)
        .map(row -> row.get("line").intValue() + " " + row.get("outcome").asString())
        .collect(Collectors.joining(", "));
  }

  @Test
  void everyRowHasAResultInTheOrderOfTheFile() {
    V1House.Reply first =
        begin(
            """
            iccid,label
            8999902100000000001,one
            nonsense,two
            8999902100000000000,rounded perhaps
            8999902100000000001,again
            """);
    assertThat(outcomes(house, token, first)).isEqualTo("2 ADDED, 3 REJECTED, 4 ADDED, 5 REJECTED");
    JsonNode rows = house.get(token, rows(first)).json().get("items");
    assertThat(rows.get(0).toString())
        .isEqualTo("{\"line\":2,\"outcome\":\"ADDED\",\"sim\":\"8999902100000000001\"}");
    assertThat(rows.get(1).get("column").asString()).isEqualTo("iccid");
    assertThat(rows.get(2).get("message").asString()).contains("spreadsheet");

    V1House.Reply second =
        begin("iccid,label\n8999902100000000001,other\n8999902100000000000,rounded perhaps\n");
    assertThat(outcomes(house, token, second)).isEqualTo("2 UPDATED, 3 UNCHANGED");
  }

  @Test
  void rowsArePagedAndNarrowedByOutcome() {
    String csv =
        IntStream.range(0, 4_500)
            .mapToObj(i -> i % 1_000 == 7 ? "bad\n" : "89999022%011d\n".formatted(i))
            .collect(Collectors.joining("", "iccid\n", ""));
    V1House.Reply begun = begin(csv);
    String rejected = rows(begun) + "?outcome=REJECTED";
    JsonNode page = house.get(token, rejected + "&limit=3").json();
    assertThat(page.get("items")).hasSize(3);
    JsonNode rest = house.get(token, rejected + "&cursor=" + page.get("next").asString()).json();
    assertThat(rest.get("items")).hasSize(2);
    assertThat(rest.get("items").get(1).get("line").intValue()).isEqualTo(4_009);
    assertThat(rest.has("next")).isFalse();
    assertThat(house.get(token, rows(begun) + "?limit=1000").json().get("items")).hasSize(1_000);
    assertThat(house.get(token, rows(begun) + "?outcome=odd").status()).isEqualTo(400);
  }

  @Test
  void aNumberThatHoldsCharactersThatNobodyCanStoreIsARejectedRowLikeOthers() {
    V1House.Reply begun = begin("iccid,label\n89\0999,x\n8999902100000000009,y\n");
    assertThat(begun.json().get("done").intValue()).as(begun.text()).isEqualTo(1);
    assertThat(outcomes(house, token, begun)).isEqualTo("2 REJECTED, 3 ADDED");
    V1House.Reply header = begin("iccid,co\0lour\n8999902100000000010,x\n");
    assertThat(header.json().get("state").asString()).as(header.text()).isEqualTo("DONE");
  }

  @Test
  void aTimeThatNoDatabaseCountsToIsARejectedRowLikeOthers() {
    V1House.Reply begun =
        begin(
            """
            iccid,ends_at
            8999902100000000021,+999999-01-01T00:00:00Z
            8999902100000000022,2036-01-01T00:00:00Z
            """);
    assertThat(outcomes(house, token, begun)).isEqualTo("2 REJECTED, 3 ADDED");
  }

  @Test
  void rowsAreGoneOnceTheyAreKeptNoLongerAndTheJobOnceItsRowsAre() {
    V1House.Reply begun = begin("iccid\n8999902100000000031\nnonsense\n");
    long job = house.ids().read(Ids.Kind.JOB, begun.json().get("id").asString()).orElseThrow();
    assertThat(house.features.imports().purge(MONTH)).isZero();
    assertThat(outcomes(house, token, begun)).isEqualTo("2 ADDED, 3 REJECTED");

    house.database.useTransaction(transaction -> {
      transaction
          .handle()
          .createUpdate(
              """
              insert into import_row (job_id, number, line, outcome)
              select :job, 2 + n, 3 + n, 'UNCHANGED' from generate_series(1, 25000) n
              """)
          .bind("job", job)
          .execute();
      transaction
          .handle()
          .createUpdate("update job set finished_at = now() - interval '31 days' where id = :job")
          .bind("job", job)
          .execute();
    });
    Instant monthAgo = Instant.now().minus(Duration.ofDays(30));
    assertThat(house.features.jobs().deleteFinishedBefore(monthAgo)).isZero();
    assertThat(house.features.imports().purge(MONTH)).isEqualTo(25_002);
    assertThat(outcomes(house, token, begun)).isEmpty();
    String shown = "/jobs/" + begun.json().get("id").asString();
    assertThat(house.get(token, shown + "/report").json().get("rejected").intValue()).isEqualTo(1);
    assertThat(house.features.jobs().deleteFinishedBefore(monthAgo)).isEqualTo(1);
    assertThat(house.get(token, shown).status()).isEqualTo(404);
  }

  private static V1House.Reply begin(String csv) {
    V1House.Reply begun = house.send(token, "POST", path, csv, "Content-Type", "text/csv");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    return begun;
  }

  private static String rows(V1House.Reply begun) {
    return "/jobs/" + begun.json().get("id").asString() + "/rows";
  }
}
