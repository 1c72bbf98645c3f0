// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.api.easyconnect.EasyConnect;

/** What the person at the terminal sees when Simplane is ready. */
final class Banner {

  private static final String ADMINISTRATOR = "admin.json";

  private Banner() {}

  /** Keeps the credentials of the first client, which nobody can be shown later. */
  static void administrator(Path data, URI url, IssuedClient issued) {
    Credentials credentials = new Credentials(issued.client().clientId(), issued.secret());
    new DemoFile(data.resolve(ADMINISTRATOR))
        .write(url, Map.of("administrator", credentials), Map.of(), Map.of());
  }

  static void print(PrintStream out, URI url, Config config) {
    StringBuilder text = new StringBuilder("\n  Simplane is ready: ").append(url).append("\n\n");
    row(text, "API documents", url + "/api/v1/docs");
    row(text, "Health, metrics", url + "/health/ready, " + url + "/metrics");
    row(text, "Data", config.data().toString());
    Path administrator = config.data().resolve(ADMINISTRATOR);
    if (config.demo()) {
      demo(text, url, config.data().resolve("demo.json"));
    } else if (Files.exists(administrator)) {
      row(text, "First client", administrator + " (delete it once you have your own)");
    }
    text.append("\n  Ctrl-C stops it; what is in it is kept.\n");
    out.println(text);
    out.flush();
  }

  private static void demo(StringBuilder text, URI url, Path file) {
    row(text, "Credentials", "demo, also in " + file);
    DemoFile demo = new DemoFile(file);
    Map<String, Credentials> clients = demo.read("clients");
    clients.forEach(
        (dialect, known) -> row(text, "  " + dialect, known.name() + " : " + known.secret()));
    demo.read("users")
        .forEach((user, known) -> row(text, "  user", known.name() + " : " + known.secret()));
    Credentials first = clients.get(EasyConnect.DIALECT);
    if (first != null) {
      text.append(
          """

            A first look, in another terminal:

          TOKEN=$(curl -s -u %s:%s -H 'Content-Type: application/json' -d '{"grant_type":"client_credentials"}' \\
            %s/management-api/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
          curl -s -H "Authorization: Bearer $TOKEN" '%s/management-api/v1/sims?pageSize=2'
          """
              .formatted(first.name(), first.secret(), url, url));
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("    %-16s %s%n".formatted(name, value));
  }
}
