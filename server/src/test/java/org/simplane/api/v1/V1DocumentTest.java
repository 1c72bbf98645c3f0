// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class V1DocumentTest {

  private static V1House house;

  @BeforeAll
  static void start() {
    house = new V1House();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void theFileAndTheServerHaveTheSameOperationsWithTheSameParameters() {
    Map<String, Set<String>> served = new TreeMap<>();
    for (Route route : house.dialect.routes()) {
      served.put(route.method().name() + " " + route.path(), new TreeSet<>(route.query()));
    }
    assertThat(served).isEqualTo(house.document.operations());
  }

  @Test
  void theFileIsServedAsItIs() throws IOException {
    V1House.Reply reply = house.get("", "/openapi.yaml");
    try (var in = V1DocumentTest.class.getResourceAsStream(DocsRoutes.DOCUMENT)) {
      assertThat(reply.response().body()).isEqualTo(in.readAllBytes());
    }
  }

  @Test
  void thePageAndItsFilesNameNoOtherHost() {
    V1House.Reply page = house.get("", "/docs");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).doesNotContain("http:").doesNotContain("https:");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self'");
    assertThat(house.get("", "/docs/start.js").text())
        .contains("\"/api/v1/openapi.yaml\"")
        .contains("validatorUrl: \"none\"");
    assertThat(house.get("", "/docs/swagger-ui-bundle.js").response().body())
        .hasSizeGreaterThan(100_000);
    assertThat(house.get("", "/docs/swagger-ui.css").status()).isEqualTo(200);
    assertThat(house.get("", "/docs/package.json").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsAProblemAndAWrongMethodTellsTheRightOnes() {
    assertThat(house.get("", "/nothing").json().get("type").asString())
        .isEqualTo("urn:simplane:problem:not-found");
    assertThat(house.get("", "").status()).isEqualTo(404);
    V1House.Reply reply = house.send("", "PUT", "/organisations", "{}");
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("GET, POST");
  }
}
