// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.simplane.notification.Format.Letter;

/**
 * Sends requests to webhooks: no redirects, no cookies, bounded time and bounded answers. Safe for
 * use by many threads; one waits for its answer.
 */
final class WebhookSender implements AutoCloseable {

  private static final ContentType JSON = ContentType.create("application/json");
  private static final int CONNECT_SECONDS = 5;
  private static final int PER_HOST = 1000;
  private static final int SHOWN = 500;
  private static final int READ = 16 * 1024;
  private static final long LONGEST_REST = 3600;

  private final Clock clock;
  private final Duration limit;
  private final AddressResolver resolver;
  private final CloseableHttpClient http;
  private final ScheduledThreadPoolExecutor timer;

  WebhookSender(WebhookConfig config, Clock clock) {
    this.clock = clock;
    this.limit = config.timeLimit();
    this.resolver = new AddressResolver(config.privateAddresses());
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-time-limit").factory());
    timer.setRemoveOnCancelPolicy(true);
    Timeout patience = Timeout.of(limit);
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                    .setMaxConnPerRoute(PER_HOST)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.ofSeconds(CONNECT_SECONDS))
                            .setSocketTimeout(patience)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                            .setTimeToLive(TimeValue.ofMinutes(10))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(patience)
                    .setResponseTimeout(patience)
                    .setRedirectsEnabled(false)
                    .build())
            .evictIdleConnections(TimeValue.ofSeconds(30))
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setUserAgent("Simplane")
            .build();
  }

  Attempt send(Served to, Letter letter) {
    Instant now = clock.instant();
    long started = System.nanoTime();
    HttpUriRequestBase request = request(to, letter, now);
    ScheduledFuture<?> end =
        timer.schedule(request::abort, limit.toMillis(), TimeUnit.MILLISECONDS);
    try (ClassicHttpResponse response =
        http.executeOpen(RoutingSupport.determineHost(request), request, null)) {
      String answer = read(response.getEntity());
      int status = response.getCode();
      return new Attempt(
          now,
          since(started),
          Optional.of(status),
          to.format().accepts(status)
              ? Optional.empty()
              : Optional.of("It answered with status " + status),
          answer,
          retryAfter(response));
    } catch (UnknownHostException e) {
      return failed(now, started, String.valueOf(e.getMessage()));
    } catch (IOException | HttpException e) {
      return failed(
          now,
          started,
          request.isAborted()
              ? "No full answer within " + limit.toSeconds() + " s"
              : "The connection failed: " + e.getMessage());
    } finally {
      end.cancel(false);
    }
  }

  private static HttpUriRequestBase request(Served to, Letter letter, Instant now) {
    URI url = below(to.webhook().url(), letter.below());
    HttpUriRequestBase request = new HttpUriRequestBase(letter.method(), url);
    letter.headers().forEach(request::setHeader);
    to.secrets().headers().forEach(request::setHeader);
    to.webhook()
        .username()
        .ifPresent(name -> request.setHeader("Authorization", basic(name, to.secrets())));
    byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
    if (to.format().signed()) {
      long seconds = now.getEpochSecond();
      request.setHeader("webhook-id", letter.messageId());
      request.setHeader("webhook-timestamp", Long.toString(seconds));
      request.setHeader(
          "webhook-signature", to.secrets().signature(letter.messageId(), seconds, body, now));
    }
    request.setEntity(new ByteArrayEntity(body, JSON));
    return request;
  }

  private static URI below(URI url, String more) {
    if (more.isEmpty()) {
      return url;
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String kept = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + kept + more + query);
  }

  private static String basic(String username, WebhookSecrets secrets) {
    String both = username + ":" + secrets.password().orElse("");
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** The beginning; a body longer than what is read costs its connection. */
  private static String read(HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    InputStream in = entity.getContent();
    byte[] bytes = in.readNBytes(READ);
    if (bytes.length < READ) {
      in.close();
    }
    String text = new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.UTF_8);
    return text.replace("\0", "");
  }

  private static Optional<Duration> retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    if (header == null || !header.getValue().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofSeconds(Math.min(LONGEST_REST, Long.parseLong(header.getValue()))));
  }

  private static Attempt failed(Instant now, long started, String problem) {
    return new Attempt(
        now, since(started), Optional.empty(), Optional.of(problem), "", Optional.empty());
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
    resolver.close();
  }
}
