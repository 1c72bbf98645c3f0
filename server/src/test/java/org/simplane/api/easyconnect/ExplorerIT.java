// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Status;

final class ExplorerIT {

  private static final String HOST = "api-easyconnect.example.com";

  @AutoClose
  private static final House HOUSE =
      House.open(
          new EasyConnectConfig(
              EasyConnectConfig.DEFAULT.tokenLife(),
              EasyConnectConfig.DEFAULT.changeLimit(),
              0,
              EasyConnectConfig.DEFAULT.orderRequests(),
              Optional.of(HOST),
              Optional.empty()));

  @BeforeAll
  static void deliver() {
    HOUSE.deliver(Sims.sim(1, Status.ACTIVE), Sims.sim(2, Status.SUSPENDED));
  }

  private static String get(String host, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", HOUSE.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void isAtTheRootOfTheDialectsOwnHostAlone() throws IOException {
    assertThat(get(HOST, "/")).startsWith("HTTP/1.1 200").contains("<main id=\"explorer\">");
    assertThat(get("API-EasyConnect.example.com:8443", "/")).startsWith("HTTP/1.1 200");
    assertThat(get("simplane.example.com", "/")).startsWith("HTTP/1.1 404");
    for (String host : new String[] {HOST, "simplane.example.com"}) {
      assertThat(get(host, "/explorer")).startsWith("HTTP/1.1 200").contains("explorer.js");
    }
    assertThat(get(HOST, "/explorer/")).startsWith("HTTP/1.1 302").contains("/explorer");
  }

  @Test
  void letsNothingInFromElsewhereAndNoScriptIntoThePage() throws IOException {
    String page = get(HOST, "/explorer");
    assertThat(page)
        .contains(
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'")
        .contains("X-Frame-Options: DENY", "X-Content-Type-Options: nosniff")
        .doesNotContain("unsafe-inline", "http://", "https://", "<script>", " style=", " on");
    assertThat(get(HOST, "/explorer/swagger-ui.css")).contains("Content-Type: text/css");
    assertThat(get(HOST, "/explorer/explorer.js")).contains("Content-Type: text/javascript");
    for (String none : new String[] {"index.html", "explorer.html", "..%2fopenapi%2fv1.yaml"}) {
      assertThat(get(HOST, "/explorer/" + none)).startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void itsDocumentNamesTheAddressThatItWasAskedAt() throws IOException {
    assertThat(get("api.example.com:8443", "/management-api/api-docs"))
        .contains("\"servers\":[{\"url\":\"http://api.example.com:8443/management-api\"}]");
    EasyConnectConfig known =
        new EasyConnectConfig(
            EasyConnectConfig.DEFAULT.tokenLife(),
            EasyConnectConfig.DEFAULT.changeLimit(),
            0,
            EasyConnectConfig.DEFAULT.orderRequests(),
            Optional.empty(),
            Optional.of(URI.create("https://iot.example.com/sims")));
    try (House house = House.open(known)) {
      assertThat(house.anonymous().get("/api-docs").json().at("/servers/0/url").asString())
          .isEqualTo("https://iot.example.com/sims/management-api");
    }
  }

  @Test
  void logsInAndTriesACallOutInARealBrowser() throws IOException {
    Optional<Path> chromium = Browser.installed();
    assumeThat(chromium)
        .as("NOT TESTED: the explorer in a browser; there is no Chromium here")
        .isPresent();
    try (Browser browser = Browser.start(chromium.orElseThrow())) {
      browser.window(1200, 900);
      browser.goTo("http://127.0.0.1:" + HOUSE.port() + "/explorer");
      browser.awaitTrue("document.querySelectorAll('.opblock-tag').length >= 2");
      assertThat(browser.evaluate("document.querySelectorAll('.opblock').length").asInt()).isZero();
      picture(browser, "1-closed");

      browser.click(".auth-wrapper .authorize");
      browser.type("#username", House.USER);
      browser.type("#password", "wrong");
      browser.click(".log-in .main");
      browser.awaitTrue("document.querySelector('.log-in .auth-error') !== null");
      assertThat(text(browser, ".log-in .auth-error"))
          .isEqualTo("Auth Error Incorrect username or password.");
      picture(browser, "2-auth-error");

      browser.type("#password", House.PASSWORD);
      browser.click(".log-in .main");
      browser.awaitTrue("document.querySelector('.log-in .authorized') !== null");
      assertThat(text(browser, ".log-in .authorized")).isEqualTo("authorized");
      picture(browser, "3-authorized");
      browser.click(".log-in .exit");
      browser.awaitTrue("document.querySelector('.log-in') === null");

      browser.click("#operations-tag-SIM_Management");
      browser.awaitTrue("document.querySelectorAll('.opblock').length >= 8");
      picture(browser, "4-open");
      String operation = "#operations-SIM_Management-getSims ";
      browser.click(operation + ".opblock-summary-control");
      browser.click(operation + ".try-out__btn");
      browser.click(operation + ".execute");
      browser.awaitTrue(
          "document.querySelector('%s.live-responses-table .response-col_status') !== null"
              .formatted(operation));
      assertThat(text(browser, operation + ".live-responses-table .response"))
          .startsWith("200")
          .contains(Sims.iccid(1), Sims.iccid(2));
      picture(browser, "5-tried-out");
      browser.prefer("dark");
      picture(browser, "6-dark");
      browser.evaluate("scrollTo(0, 0)");
      browser.click(".auth-wrapper .authorize");
      picture(browser, "7-dark-dialogue");

      String here = "http://127.0.0.1:" + HOUSE.port() + "/";
      assertThat(browser.requested())
          .allMatch(
              url -> url.startsWith(here) || url.startsWith("data:") || url.startsWith("blob:"));
      // The browser itself tells of the one wrong password.
      assertThat(browser.complaints()).allMatch(text -> text.contains("status of 400")).hasSize(1);
    }
  }

  private static String text(Browser browser, String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').innerText").asString();
  }

  /** For people to look at. */
  private static void picture(Browser browser, String name) throws IOException {
    browser.screenshot(
        Files.createDirectories(Path.of("target", "explorer")).resolve(name + ".png"));
  }
}
