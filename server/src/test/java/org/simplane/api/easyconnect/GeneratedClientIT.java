// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;

/** A client that OpenAPI Generator makes of the document that is served drives the dialect. */
final class GeneratedClientIT {

  /** Uses the generated classes; what it saw comes back as texts. */
  private static final String DRIVER =
      """
      import client.ApiClient;
      import client.ApiException;
      import client.api.AuthorizationApi;
      import client.api.SimManagementApi;
      import client.model.Sim;
      import client.model.SimUpdate;
      import client.model.Sms;
      import client.model.SmsRequest;
      import client.model.Token;
      import java.util.Base64;
      import java.util.Map;
      import java.util.TreeMap;

      public final class Driver {
        public static Map<String, String> drive(String url, String user, String password, String iccid) throws Exception {
          Map<String, String> seen = new TreeMap<>();
          String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
          Token token = new AuthorizationApi(client(url, "Basic " + basic)).issueToken(null, "client_credentials");
          seen.put("token type", token.getTokenType().getValue());
          SimManagementApi sims = new SimManagementApi(client(url, "Bearer " + token.getAccessToken()));
          seen.put("sims", String.valueOf(sims.getSims(1, 10, null, "-imei").size()));
          sims.changeSim(iccid, new SimUpdate().label("generated"));
          Sim sim = sims.getSim(iccid);
          seen.put("label", sim.getLabel());
          seen.put("status", sim.getStatus().getValue());
          seen.put("quota", sims.getDataQuota(iccid).getTotalVolume().toPlainString());
          seen.put("last day of usage", sims.getUsage(iccid, null, null).getStats().getLast().getDate());
          seen.put("events", String.valueOf(sims.getSimEvents(iccid, 1, 10, "-timestamp").getTotalEvents()));
          sims.sendMessage(iccid, new SmsRequest().payload("from a generated client"));
          Sms sms = sims.getMessages(iccid, 1, 10, null).getFirst();
          seen.put("payload", sms.getPayload());
          seen.put("sms status", sms.getStatus().getDescription().toString());
          sims.cancelMessage(iccid, sms.getId().toString());
          try {
            sims.getSim("8999901999999999999");
          } catch (ApiException e) {
            seen.put("unknown SIM", String.valueOf(e.getCode()));
          }
          return seen;
        }

        private static ApiClient client(String url, String authorization) {
          ApiClient client = new ApiClient();
          client.updateBaseUri(url);
          client.setRequestInterceptor(request -> request.header("Authorization", authorization));
          return client;
        }
      }
      """;

  @AutoClose
  private static final House HOUSE =
      House.open(URI.create("http://127.0.0.1:9"), EasyConnectConfig.DEFAULT);

  @TempDir private static Path folder;

  @Test
  void drivesTheDialectWithNothingButTheDocument() throws Exception {
    Optional<Generator> generator = Generator.find();
    assumeThat(generator)
        .as("NOT TESTED: a generated client; OpenAPI Generator cannot be had from Maven here")
        .isPresent();
    Sim sim = Sims.sim(1, Status.ACTIVE);
    HOUSE.deliver(sim);
    Path document = folder.resolve("easyconnect.json");
    Files.writeString(document, HOUSE.anonymous().get("/api-docs").text());
    try (URLClassLoader loader =
        generator.orElseThrow().client(document, folder.resolve("client"), DRIVER)) {
      Object seen =
          loader
              .loadClass("Driver")
              .getMethod("drive", String.class, String.class, String.class, String.class)
              .invoke(
                  null,
                  "http://127.0.0.1:" + HOUSE.port() + EasyConnect.BASE,
                  House.USER,
                  House.PASSWORD,
                  SimWire.iccid(sim.iccid().orElseThrow()));
      assertThat(seen)
          .isEqualTo(
              Map.of(
                  "token type", "bearer",
                  "sims", "1",
                  "label", "generated",
                  "status", "Enabled",
                  "quota", "500",
                  "last day of usage", "TOTAL",
                  "events", "0",
                  "payload", "from a generated client",
                  "sms status", "BUFFERED",
                  "unknown SIM", "404"));
    }
  }
}
