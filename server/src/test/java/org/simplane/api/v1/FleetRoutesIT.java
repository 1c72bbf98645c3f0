// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import org.simplane.account.Imports;
import org.simplane.job.Bell;
import org.simplane.job.Job;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import tools.jackson.databind.JsonNode;

final class FleetRoutesIT {

  private static final String CSV = "text/csv";

  private static V1House house;
  private static Samples samples;
  private static String token;

  @BeforeAll
  static void start() {
    house = new V1House();
    samples = new Samples(house, house.tenant, "5");
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void simsAreListedFilteredSearchedAndRead() {
    JsonNode page =
        house
            .get(token, "/sims?limit=2&sort=-iccid&tag=&account=" + samples.id(Ids.Kind.ACCOUNT))
            .json();
    assertThat(page.get("items")).hasSize(2);
    assertThat(page.get("total").get("count").intValue()).isGreaterThanOrEqualTo(3);
    JsonNode second =
        house
            .get(
                token,
                "/sims?limit=2&sort=-iccid&account="
                    + samples.id(Ids.Kind.ACCOUNT)
                    + "&cursor="
                    + page.get("next").asString())
            .json();
    assertThat(second.get("items")).isNotEmpty();
    String iccid = samples.sims.get(1).businessId();
    JsonNode found = house.get(token, "/sims?status=ACTIVE&iccid=" + iccid).json().get("items");
    assertThat(found).hasSize(1);
    JsonNode sim = house.get(token, "/sims/" + found.get(0).get("id").asString()).json();
    assertThat(sim).isEqualTo(found.get(0));
    assertThat(house.get(token, "/sims/search?q=" + iccid.substring(0, 12)).json().get("items"))
        .isNotEmpty();
    assertThat(house.get(token, "/sims?sort=colour").status()).isEqualTo(400);
    assertThat(house.get(token, "/sims?cursor=made-up").status()).isEqualTo(400);
    String cursor = page.get("next").asString();
    byte[] seen = Base64.getUrlDecoder().decode(cursor.substring(cursor.indexOf('.') + 1));
    assertThat(new String(seen, StandardCharsets.ISO_8859_1))
        .as("does not tell the order")
        .doesNotContain("iccid");
    char last = cursor.charAt(cursor.length() - 3);
    String forged =
        cursor.substring(0, cursor.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + cursor.substring(cursor.length() - 2);
    assertThat(house.get(token, "/sims?sort=-iccid&cursor=" + forged).status()).isEqualTo(400);
  }

  @Test
  void whatIsTheCustomersOwnIsPatched() {
    String path = "/sims/" + samples.id(Ids.Kind.SIM);
    String tag = house.get(token, path).header("ETag");
    V1House.Reply patched =
        house.send(
            token,
            "PATCH",
            path,
            """
            {"label":"Pump 4","tags":["north","pump"],"attributes":{"building":"7","floor":"2"},
             "device":{"category":"meter","moduleModel":"BG96"},"machine":{"name":"Pump"},"subscriber":{"user":"Works"}}
            """,
            "If-Match",
            tag);
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    JsonNode sim = patched.json();
    assertThat(sim.get("device").get("moduleModel").asString()).isEqualTo("BG96");
    assertThat(sim.get("subscriber").get("user").asString()).isEqualTo("Works");
    JsonNode again =
        house
            .send(
                token,
                "PATCH",
                path,
                "{\"attributes\":{\"floor\":null},\"device\":{\"category\":null}}")
            .json();
    assertThat(again.get("attributes").toString()).isEqualTo("{\"building\":\"7\"}");
    assertThat(again.get("device").has("category")).isFalse();
    assertThat(again.get("label").asString()).isEqualTo("Pump 4");
    assertThat(house.send(token, "PATCH", path, "{\"label\":\"x\"}", "If-Match", tag).status())
        .isEqualTo(412);
    assertThat(house.get(token, "/sims?tag=pump&attribute=building:7").json().get("items"))
        .hasSize(1);
    assertThat(house.get(token, path + "/restrictions").json().get("items")).isEmpty();
    assertThat(house.get(token, path + "/puks").status()).isEqualTo(200);
  }

  @Test
  void aChangeOfOneIsAJobThatEndsAndLeavesEvents() {
    String iccid = samples.sims.get(1).businessId();
    String body =
        "{\"iccids\":[\"%s\"],\"change\":{\"status\":\"SUSPENDED\"},\"reason\":\"winter\"}"
            .formatted(iccid);
    JsonNode preview = house.post(token, "/changes?dryRun=true", body).json();
    assertThat(preview.get("sent").intValue()).isEqualTo(1);
    V1House.Reply asked =
        house.post(token, "/changes?wait=20", body, "Idempotency-Key", "change-1");
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    JsonNode job = asked.json();
    assertThat(job.get("state").asString()).isEqualTo("DONE");
    assertThat(job.get("done").intValue()).isEqualTo(1);
    assertThat(house.post(token, "/changes?wait=20", body, "Idempotency-Key", "change-1").json())
        .isEqualTo(job);
    String path = "/jobs/" + job.get("id").asString();
    assertThat(house.get(token, path).json()).isEqualTo(job);
    JsonNode item = house.get(token, path + "/items").json().get("items").get(0);
    assertThat(item.get("iccid").asString()).isEqualTo(iccid);
    assertThat(item.get("state").asString()).isEqualTo("DONE");
    assertThat(
            house
                .get(token, "/sims?iccid=" + iccid)
                .json()
                .get("items")
                .get(0)
                .get("status")
                .asString())
        .isEqualTo("SUSPENDED");
    assertThat(house.post(token, path + "/cancel", "").status()).isEqualTo(200);
    assertThat(house.get(token, "/jobs?limit=1").json().get("items")).hasSize(1);
    assertThat(house.get(token, "/events?limit=1000").text()).contains(iccid);
  }

  @Test
  void aSelectionThatNamesNothingIsNotTheWholeFleet() {
    for (String selection : List.of("{}", "{\"tags\":[]}")) {
      V1House.Reply refused =
          house.post(
              token, "/changes", "{\"selection\":" + selection + ",\"change\":{\"label\":\"x\"}}");
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.text()).contains("selection");
    }
  }

  @Test
  void whatFeaturesWroteDownShowsIdsOfThisApiAlone() {
    JsonNode added =
        house.get(token, "/events?limit=1000&kind=subscription.added").json().get("items").get(0);
    JsonNode shown = added.get("body").get("subscription");
    assertThat(shown.get("organisation")).isEqualTo(added.get("organisation"));
    assertThat(shown.get("account").asString()).startsWith("acc_");
    JsonNode entry =
        house.get(token, "/audit?action=subscription.add&limit=1").json().get("items").get(0);
    assertThat(entry.get("after").get("account").asString()).startsWith("acc_");
  }

  @Test
  void eventsAreReadOnAndEachOnce() {
    JsonNode first = house.get(token, "/events?limit=2").json();
    JsonNode rest =
        house.get(token, "/events?limit=1000&cursor=" + first.get("next").asString()).json();
    assertThat(rest.get("items").valueStream().map(event -> event.get("id")))
        .doesNotContainAnyElementsOf(
            first.get("items").valueStream().map(event -> event.get("id")).toList());
    assertThat(house.get(token, "/events?cursor=x.y").status()).isEqualTo(400);
  }

  @Test
  void aSelectionMeansAllThatItFindsAndManyMayEachHaveTheirOwn() {
    JsonNode preview =
        house
            .post(
                token,
                "/changes?dryRun=true",
                "{\"selection\":{\"account\":\"%s\",\"label\":\"sample\"},\"change\":{\"label\":\"New\"}}"
                    .formatted(samples.id(Ids.Kind.ACCOUNT)))
            .json();
    assertThat(preview.get("total").intValue()).isGreaterThan(1);
    String sim = samples.id(Ids.Kind.SIM);
    V1House.Reply each =
        house.post(
            token,
            "/changes?wait=20",
            "{\"changes\":[{\"sim\":\"%s\",\"label\":\"One\"},{\"iccid\":\"%s\",\"label\":\"Two\"}]}"
                .formatted(sim, samples.sims.getFirst().businessId()));
    assertThat(each.json().get("total").intValue()).as(each.text()).isEqualTo(2);
    assertThat(house.post(token, "/changes", "{\"change\":{\"label\":\"x\"}}").status())
        .isEqualTo(400);
    assertThat(house.post(token, "/changes", "{\"sims\":[],\"change\":{\"label\":\"x\"}}").status())
        .isEqualTo(400);
    assertThat(
            house
                .post(
                    token,
                    "/changes",
                    "{\"sims\":[\"%s\"],\"change\":{\"phase\":\"TEST\"}}".formatted(sim))
                .status())
        .isEqualTo(400);
  }

  @Test
  void anOperatorAccountIsAddedTestedPausedAndRenewed() {
    JsonNode platform = house.get(token, "/platforms").json().get("items").get(0);
    assertThat(platform.get("settings").get(1).get("secret").booleanValue()).isTrue();
    String body =
        "{\"platform\":\"paper\",\"name\":\"Second\",\"settings\":{\"password\":\"wrong\"}}";
    assertThat(house.post(token, "/accounts?dryRun=true", body).status()).isEqualTo(200);
    V1House.Reply added = house.post(token, "/accounts", body);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.text()).doesNotContain("wrong");
    assertThat(added.json().get("secrets").toString()).isEqualTo("[\"password\"]");
    String path = "/accounts/" + added.json().get("id").asString();
    assertThat(house.post(token, path + "/test", "").json().get("works").booleanValue()).isFalse();
    assertThat(
            house
                .post(token, path + "/rotate-secrets", "{\"secrets\":{\"password\":\"right\"}}")
                .status())
        .isEqualTo(200);
    assertThat(house.post(token, path + "/test", "").json().get("works").booleanValue()).isTrue();
    assertThat(house.post(token, path + "/pause", "").json().get("state").asString())
        .isEqualTo("PAUSED");
    assertThat(house.post(token, path + "/resume", "").json().get("state").asString())
        .isEqualTo("ACTIVE");
    JsonNode renamed =
        house
            .send(token, "PATCH", path, "{\"name\":\"Third\",\"pace\":{\"callsPerSecond\":2.5}}")
            .json();
    assertThat(renamed.get("pace").get("callsPerSecond").doubleValue()).isEqualTo(2.5);
    assertThat(house.get(token, path + "/capabilities").json().get("transitions")).isNotEmpty();
    assertThat(house.post(token, path + "/synchronise", "").status()).isEqualTo(202);
    assertThat(house.get(token, "/accounts").json().get("items")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(
            house
                .post(
                    token,
                    "/accounts",
                    "{\"platform\":\"paper\",\"name\":\"X\",\"settings\":{\"colour\":\"red\"}}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void simsAreImportedFromCsvWithAReportPerRowAndExported() {
    String csv =
        "iccid,operator_key,imsi,label\n8999902000000000777,k-777,999990000000777,Imported\nnonsense,k-2,1,x\n";
    String path = "/sims/import?wait=20&account=" + samples.id(Ids.Kind.ACCOUNT);
    V1House.Reply dry = house.send(token, "POST", path + "&dryRun=true", csv, "Content-Type", CSV);
    assertThat(dry.status()).as(dry.text()).isEqualTo(202);
    JsonNode dryReport =
        house.get(token, "/jobs/" + dry.json().get("id").asString() + "/report").json();
    assertThat(dryReport.get("dryRun").booleanValue()).as(dryReport.toString()).isTrue();
    assertThat(house.get(token, "/sims?iccid=8999902000000000777").json().get("items")).isEmpty();

    JsonNode job = house.send(token, "POST", path, csv, "Content-Type", CSV).json();
    assertThat(job.get("state").asString()).isEqualTo("DONE");
    assertThat(job.get("done").intValue()).isEqualTo(1);
    assertThat(job.get("failed").intValue()).isEqualTo(1);
    JsonNode report = house.get(token, "/jobs/" + job.get("id").asString() + "/report").json();
    assertThat(report.get("added").intValue()).isEqualTo(1);
    assertThat(report.get("rows").get(0).get("line").intValue()).isEqualTo(3);
    assertThat(ImportRowsIT.outcomes(house, token, dry)).isEqualTo("2 ADDED, 3 REJECTED");
    assertThat(house.get(token, "/sims?iccid=8999902000000000777").json().get("items")).hasSize(1);

    V1House.Reply export = house.get(token, "/sims/export?label=imported");
    assertThat(export.header("Content-Type")).startsWith(CSV);
    assertThat(export.text()).startsWith("iccid").contains("8999902000000000777");
    JsonNode noHeader =
        house.send(token, "POST", path, "colour\nred\n", "Content-Type", CSV).json();
    assertThat(
            house
                .get(token, "/jobs/" + noHeader.get("id").asString() + "/report")
                .json()
                .has("error"))
        .isTrue();
    assertThat(house.send(token, "POST", path, "{}", "Content-Type", "application/json").status())
        .isEqualTo(400);
    V1House.Reply tooLarge =
        house.send(token, "POST", path, "iccid\n" + "9".repeat(1 << 20), "Content-Type", CSV);
    assertThat(tooLarge.status()).isEqualTo(400);
    assertThat(tooLarge.text()).contains("import.largest-megabytes");
  }

  @Test
  void anImportWhoseNodeDiedIsEndedAndSaysSo() {
    Clock later = Clock.offset(house.clock, Duration.ofMinutes(10));
    NewJob wanted =
        new NewJob(
            house.tenant.id(),
            Imports.IMPORT,
            "Left alone",
            house.system(house.tenant),
            Optional.empty());
    Job job =
        house.database.inTransaction(
            transaction -> new Progress(house.clock, new Bell()).begin(transaction, wanted));
    Reports reports = new Reports(house.database, new Bell(), later);
    assertThat(reports.endAbandoned(Imports.IMPORT, Duration.ofMinutes(5), "Left")).isEqualTo(1);
    String path = "/jobs/" + house.ids().show(Ids.Kind.JOB, job.id());
    assertThat(house.get(token, path).json().get("state").asString()).isEqualTo("DONE");
    assertThat(house.get(token, path).json().get("failed").intValue()).isEqualTo(1);
    assertThat(house.get(token, path + "/report").json().get("error").asString()).isEqualTo("Left");
  }

  @Test
  void recordsAreUploadedOnceAndShowAsUsageSessionsAndRejects() {
    String core = "{\"name\":\"core-1\"}";
    assertThat(house.post(token, "/feeds?dryRun=true", core).json().has("id")).isFalse();
    JsonNode feed = house.post(token, "/feeds", core).json();
    assertThat(house.post(token, "/feeds?dryRun=true", core).status()).isEqualTo(409);
    assertThat(house.post(token, "/feeds?dryRun=true", "{\"name\":\"A b\"}").status())
        .isEqualTo(400);
    String path = "/feeds/" + feed.get("id").asString();
    Instant begin =
        Instant.now(house.clock).minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    String csv =
        """
        record_id,record_type,bearer,iccid,start,duration_s,bytes_up,bytes_down,visited_mcc,visited_mnc,charging_id
        r1,DATA,GPRS_EDGE,%s,%s,60,1000,2000,204,04,c1
        r2,DATA,GPRS_EDGE,%s,%s,60,10,20,204,04,c1
        r3,DATA,GPRS_EDGE,8999902999999999999,%s,60,1,1,204,04,c2
        """
            .formatted(
                samples.sims.getLast().businessId(),
                begin,
                samples.sims.getLast().businessId(),
                begin.plusSeconds(60),
                begin);
    V1House.Reply upload =
        house.send(token, "POST", path + "/records?name=first", csv, "Content-Type", CSV);
    assertThat(upload.status()).as(upload.text()).isEqualTo(200);
    assertThat(upload.json().get("batch").get("accepted").intValue())
        .as(upload.text())
        .isEqualTo(2);
    assertThat(upload.json().get("firstRejects").get(0).get("code").asString())
        .isEqualTo("UNKNOWN_SUBSCRIPTION");
    V1House.Reply again = house.send(token, "POST", path + "/records", csv, "Content-Type", CSV);
    assertThat(again.json().get("batch").has("repeats")).as(again.text()).isTrue();

    String sim = "/sims/" + samples.id(Ids.Kind.SIM);
    JsonNode days = house.get(token, sim + "/usage?zone=UTC").json();
    assertThat(days.get("items").get(0).get("bytesUp").longValue()).isEqualTo(1010);
    assertThat(days.get("items").get(0).get("network").asString()).isEqualTo("204-04");
    assertThat(house.get(token, sim + "/usage/hours").json().get("items")).isNotEmpty();
    assertThat(house.get(token, sim + "/records").json().get("items")).hasSize(2);
    assertThat(house.get(token, sim + "/sessions").json().get("items")).hasSize(1);
    assertThat(house.get(token, path + "/batches?limit=1").json().has("next")).isTrue();
    assertThat(house.get(token, path + "/rejects?code=UNKNOWN_SUBSCRIPTION").json().get("items"))
        .hasSize(1);
    JsonNode off = house.send(token, "PATCH", path, "{\"enabled\":false}").json();
    assertThat(off.get("enabled").booleanValue()).isFalse();
    assertThat(house.send(token, "POST", path + "/records", csv, "Content-Type", CSV).status())
        .isEqualTo(409);
    assertThat(house.get(token, sim + "/usage?first=2026-02-01&last=2026-01-01").status())
        .isEqualTo(400);
  }

  @Test
  void aQuotaIsAssignedToppedUpAndRead() {
    String sim = "/sims/" + samples.id(Ids.Kind.SIM) + "/quotas";
    V1House.Reply dry = house.send(token, "PUT", sim + "/SMS?dryRun=true", "{\"total\":7}");
    assertThat(dry.json().get("total").intValue()).as(dry.text()).isEqualTo(7);
    assertThat(house.post(token, sim + "/SMS/top-up?dryRun=true", "{\"amount\":1}").status())
        .isEqualTo(409);
    var assigned =
        house.send(token, "PUT", sim + "/SMS", "{\"total\":100,\"thresholdPercent\":10}");
    assertThat(assigned.json().get("remaining").intValue()).as(assigned.text()).isEqualTo(100);
    for (String how : List.of("?dryRun=true", "")) {
      V1House.Reply raised = house.post(token, sim + "/SMS/top-up" + how, "{\"amount\":50}");
      assertThat(raised.json().get("total").intValue()).as(raised.text()).isEqualTo(150);
    }
    assertThat(house.get(token, sim).json().get("items")).hasSize(1);
    assertThat(house.post(token, sim + "/DATA/top-up", "{\"amount\":0}").status()).isEqualTo(400);
  }
}
