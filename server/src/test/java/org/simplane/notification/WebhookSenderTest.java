// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.notification.Receiver.Reply;

final class WebhookSenderTest {

  @Test
  void neitherRedirectsNorMissingAnswersAreASuccessAndLongOnesAreCutOff() {
    try (Receiver receiver = new Receiver();
        Receiver elsewhere = new Receiver();
        WebhookSender sender = new WebhookSender(config(true), Clock.systemUTC())) {
      receiver.answer = _ -> new Reply(302, Map.of("Location", elsewhere.url("/x").toString()), "");
      assertThat(send(sender, receiver.url("/")).problem()).contains("It answered with status 302");
      assertThat(elsewhere.got).isEmpty();
      receiver.answer = _ -> new Reply(200, Map.of(), "x".repeat(1_000_000));
      Attempt large = send(sender, receiver.url("/"));
      assertThat(large.delivered()).isTrue();
      assertThat(large.answer()).hasSizeLessThan(1000);
      CountDownLatch never = new CountDownLatch(1);
      receiver.answer =
          _ -> {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return Reply.of(200);
          };
      assertThat(send(sender, receiver.url("/")).problem().orElseThrow())
          .startsWith("No full answer within");
      never.countDown();
    }
  }

  @Test
  void privateAddressesAreRefusedAlsoWhenANameLeadsThere() throws Exception {
    try (AddressResolver resolver = new AddressResolver(false);
        Receiver receiver = new Receiver();
        WebhookSender sender = new WebhookSender(config(false), Clock.systemUTC())) {
      assertThatThrownBy(() -> resolver.resolve("localhost")).hasMessageContaining("private");
      assertThat(resolver.resolve("192.0.2.1")).hasSize(1);
      assertThat(send(sender, receiver.url("/")).problem().orElseThrow()).contains("private");
      assertThat(receiver.got).isEmpty();
    }
    WebhookRules rules = new WebhookRules(false);
    rules.url(URI.create("http://10.1.2.3/x"));
    assertThatThrownBy(rules::check)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("private");
  }

  private static Attempt send(WebhookSender sender, URI url) {
    Webhook webhook =
        new Webhook(
            1,
            1,
            "test",
            url,
            Set.of("*"),
            false,
            "plain",
            WebhookState.ACTIVE,
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Webhook.Standing.NEW,
            Instant.EPOCH,
            Instant.EPOCH,
            1);
    WebhookSecrets secrets = new WebhookSecrets(List.of(), Map.of(), Optional.empty());
    return sender.send(
        new Served(webhook, secrets, PlainFormat.SIGNED, Outbox.Position.START, 0),
        new Format.Letter("evt_1", "POST", Map.of(), "{}"));
  }

  private static WebhookConfig config(boolean privateAddresses) {
    return WebhookConfig.of(
        privateAddresses, Duration.ofSeconds(2), Duration.ofDays(5), Duration.ofDays(30));
  }
}
