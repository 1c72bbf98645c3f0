// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Iccid;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;

final class SimReadIT {

  private static final int SIMS = 23;

  @AutoClose private static final House HOUSE = House.open();
  private static HttpCaller owner;

  @BeforeAll
  static void deliver() {
    // Satellite terminals stand in the same inventory; this dialect has no place for them.
    HOUSE.deliver(IntStream.rangeClosed(1, 12).mapToObj(Sims::terminal).toArray(Sim[]::new));
    HOUSE.deliver(
        IntStream.rangeClosed(1, SIMS)
            .mapToObj(i -> Sims.sim(i, i % 5 == 0 ? Status.SUSPENDED : Status.ACTIVE))
            .toArray(Sim[]::new));
    HOUSE.deliverToStranger(Sims.sim(99, Status.ACTIVE));
    owner = HOUSE.ofOwner();
  }

  private static List<String> iccids(Answered answered) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    List<String> iccids = new ArrayList<>();
    answered.json().forEach(sim -> iccids.add(sim.get("iccid").asString()));
    return iccids;
  }

  private static List<String> search(String q) {
    return iccids(
        owner.get("/v1/sims?pageSize=100&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)));
  }

  @Test
  void showsASimToTheByte() {
    String iccid = Sims.iccid(7);
    String expected =
        "{\"iccid\":\"%s\",\"iccid_with_luhn\":\"%s\",\"imsi\":\"999010000000007\",\"current_imsi\":\"999010000000007\","
                .formatted(iccid, new Iccid(iccid).plusCheckDigit())
            + "\"msisdn\":\"882990000000007\",\"imei\":\"3569380000000007\",\"imei_lock\":false,\"status\":\"Enabled\","
            + "\"activation_date\":\"2026-02-03T04:05:06.700+0000\",\"ip_address\":\"10.64.0.7\","
            + "\"quota_status\":{\"id\":0,\"description\":\"More than 20% available\"},"
            + "\"quota_status_SMS\":{\"id\":0,\"description\":\"More than 20% available\"},\"label\":\"pump-7\"}";
    assertThat(owner.get("/v1/sims/" + iccid).text()).isEqualTo(expected);
    assertThat(owner.get("/v1/sims?q=iccid:" + iccid).text()).isEqualTo("[" + expected + "]");
  }

  @Test
  void findsASimWithAndWithoutItsCheckDigit() {
    for (int i = 1; i <= SIMS; i++) {
      String iccid = Sims.iccid(i);
      String checked = new Iccid(iccid).plusCheckDigit().digits();
      assertThat(owner.get("/v1/sims/" + checked).json().get("iccid").asString()).isEqualTo(iccid);
      assertThat(owner.get("/v1/sims/" + iccid).json().get("iccid_with_luhn").asString())
          .isEqualTo(checked);
    }
  }

  @Test
  void answersAnUnknownAStrangersAndAnImpossibleIccidAlike() {
    for (String iccid : List.of(Sims.iccid(500), Sims.iccid(99), "123", "x", "8".repeat(500))) {
      Answered answered = owner.get("/v1/sims/" + iccid);
      assertThat(answered.status()).isEqualTo(404);
      assertThat(answered.json().get("message").asString()).isEqualTo("No SIM '" + iccid + "'");
      assertThat(answered.json().get("path").asString())
          .isEqualTo("/management-api/v1/sims/" + iccid);
    }
  }

  @Test
  void pagesByTensUnlessAskedOtherwise() {
    Answered first = owner.get("/v1/sims");
    assertThat(iccids(first)).hasSize(10);
    assertHeaders(first, "23", "3", "10", "1");
    Answered last = owner.get("/v1/sims?page=3");
    assertThat(iccids(last)).hasSize(3);
    assertHeaders(last, "23", "3", "10", "3");
    assertHeaders(owner.get("/v1/sims?page=2&pageSize=5"), "23", "5", "5", "2");
  }

  private static void assertHeaders(
      Answered answered, String total, String pages, String size, String page) {
    assertThat(answered.header("X-Total-Count")).isEqualTo(total);
    assertThat(answered.header("X-Total-Pages")).isEqualTo(pages);
    assertThat(answered.header("X-Count-Per-Page")).isEqualTo(size);
    assertThat(answered.header("X-Current-Page")).isEqualTo(page);
  }

  @Test
  void fillsItsPagesWithSimsWhereTerminalsStandBetweenThem() {
    assertThat(iccids(owner.get("/v1/sims?pageSize=5"))).hasSize(5);
    assertThat(iccids(owner.get("/v1/sims?pageSize=5&sort=imei"))).hasSize(5);
    Answered found = owner.get("/v1/sims?q=status:Enabled&pageSize=7");
    assertThat(iccids(found)).hasSize(7);
    assertHeaders(found, "19", "3", "7", "1");
    assertThat(search("label:terminal")).isEmpty();
  }

  @Test
  void walksAllPagesWithoutLossOrRepeat() {
    List<String> seen = new ArrayList<>();
    for (int page = 1; ; page++) {
      List<String> part = iccids(owner.get("/v1/sims?pageSize=4&page=" + page));
      if (part.isEmpty()) {
        break;
      }
      seen.addAll(part);
    }
    assertThat(seen).doesNotHaveDuplicates().hasSize(SIMS);
  }

  @Test
  void answersAPagePastTheEndWithNothing() {
    for (String page : List.of("4", "2147483647", "99999999999999999999")) {
      Answered answered = owner.get("/v1/sims?page=" + page);
      assertThat(answered.text()).isEqualTo("[]");
      assertThat(answered.header("X-Total-Count")).isEqualTo("23");
    }
  }

  @Test
  void cutsALargerPageDownAndSaysSo() {
    for (String size : List.of("101", "1000", "99999999999999999999")) {
      assertHeaders(owner.get("/v1/sims?pageSize=" + size), "23", "1", "100", "1");
    }
  }

  @Test
  void refusesPagesThatAreNone() {
    for (String query :
        List.of(
            "page=0", "page=-1", "page=x", "page=1.5", "pageSize=0", "pageSize=%00", "page=%20")) {
      assertThat(owner.get("/v1/sims?" + query).status()).as(query).isEqualTo(400);
    }
  }

  @Test
  void takesEmptyParametersForNone() {
    assertThat(iccids(owner.get("/v1/sims?page=&pageSize=&q=&sort="))).hasSize(10);
  }

  @Test
  void sortsByImeiAndAddressBothWays() {
    List<String> up = iccids(owner.get("/v1/sims?pageSize=100&sort=imei"));
    assertThat(up).hasSize(SIMS).isSorted();
    assertThat(iccids(owner.get("/v1/sims?pageSize=100&sort=-imei")))
        .containsExactlyElementsOf(up.reversed());
    List<String> byAddress = iccids(owner.get("/v1/sims?pageSize=100&sort=ip_address,-imei"));
    assertThat(byAddress).hasSize(SIMS);
    assertThat(iccids(owner.get("/v1/sims?pageSize=100&sort=-ip_address")))
        .containsExactlyElementsOf(byAddress.reversed());
    assertThat(owner.get("/v1/sims?sort=color").status()).isEqualTo(400);
  }

  @Test
  void findsByTheBeginningOfAnImei() {
    assertThat(search("imei:35693800000000")).contains(Sims.iccid(1), Sims.iccid(23));
    assertThat(search("imei:3569380000000007")).contains(Sims.iccid(7));
    assertThat(search("imei:999")).isEmpty();
  }

  @Test
  void findsByTheBeginningOfAnAddress() {
    assertThat(search("ip_address:10.64.0.23")).containsExactly(Sims.iccid(23));
    // A whole address means itself; the beginning of one all that begin so.
    assertThat(search("ip_address:10.64.0.2")).containsExactly(Sims.iccid(2));
    assertThat(search("ip_address:10.64.0.")).hasSize(SIMS);
    assertThat(search("ip_address:10.6")).hasSize(SIMS);
    assertThat(search("ip_address:10.64.0.23,imei:35")).containsExactly(Sims.iccid(23));
    assertThat(search("ip_address:10.64.0.23,imei:99")).isEmpty();
  }

  @Test
  void findsByWhatTheOriginalHasNoFilterFor() {
    assertThat(search("label:pump-23")).containsExactly(Sims.iccid(23));
    assertThat(search("label:PUMP-2")).hasSize(5);
    assertThat(search("iccid:" + Sims.iccid(7))).containsExactly(Sims.iccid(7));
    assertThat(search("imsi:999010000000007")).containsExactly(Sims.iccid(7));
    assertThat(search("msisdn:882990000000007")).containsExactly(Sims.iccid(7));
    assertThat(search("status:Disabled"))
        .containsExactlyInAnyOrder(Sims.iccid(5), Sims.iccid(10), Sims.iccid(15), Sims.iccid(20));
    assertThat(search("status:Enabled")).hasSize(19);
    assertThat(search("status:Disabled,label:pump-1"))
        .containsExactlyInAnyOrder(Sims.iccid(10), Sims.iccid(15));
  }

  @Test
  void countsWhatAFilterFinds() {
    assertHeaders(owner.get("/v1/sims?pageSize=2&q=status:Disabled"), "4", "2", "2", "1");
    assertHeaders(owner.get("/v1/sims?q=imei:999"), "0", "0", "10", "1");
  }

  @Test
  void refusesFiltersThatItDoesNotKnow() {
    for (String q : List.of("color:red", "imei", "status:Asleep", "imei:1,imei:2")) {
      Answered answered = owner.get("/v1/sims?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
      assertThat(answered.status()).as(q).isEqualTo(400);
      assertThat(answered.json().get("message").asString()).startsWith("q: ");
    }
  }

  @Test
  void showsTheSimsOfOrganisationsBelowAndNoOthers() {
    assertThat(iccids(HOUSE.ofStranger().get("/v1/sims"))).containsExactly(Sims.iccid(99));
    assertThat(iccids(HOUSE.ofBelow().get("/v1/sims"))).isEmpty();
    assertThat(HOUSE.ofBelow().get("/v1/sims/" + Sims.iccid(7)).status()).isEqualTo(404);
  }

  @Test
  void servesItsOwnDocumentWithoutAToken() {
    Answered answered = HOUSE.anonymous().get("/api-docs");
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.json().get("openapi").asString()).startsWith("3.");
    assertThat(answered.json().get("servers").get(0).get("url").asString())
        .isEqualTo("http://127.0.0.1:" + HOUSE.port() + "/management-api");
  }
}
