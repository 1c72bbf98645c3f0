// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.simplane.StartException;
import org.simplane.api.Dialect.ErrorBody;

/** Listens, and carries the dialects. Each request has a virtual thread. */
public final class HttpServer implements AutoCloseable {

  private static final Duration TO_FINISH = Duration.ofSeconds(5);
  private static final int LISTENING_THREADS = 16;
  private static final int LARGEST_HEADER = 32 * 1024;
  private static final String NAME_OF_TLS = "https";

  private final HttpConfig config;
  private final Health health;
  private final List<Dialect> dialects;
  private final HttpErrors errors;
  private final PrometheusMeterRegistry metrics;
  private @Nullable Javalin javalin;

  public HttpServer(
      HttpConfig config, Health health, List<Dialect> dialects, PrometheusMeterRegistry metrics) {
    this.config = config;
    this.health = health;
    this.dialects = List.copyOf(dialects);
    this.errors = new HttpErrors(this.dialects);
    this.metrics = metrics;
  }

  /** Throws {@link StartException} when a port is taken. */
  public void start() {
    Javalin server = Javalin.create(this::configure);
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw new StartException(
          "Port %d on %s is taken, or may not be used; another one is chosen with --http.port"
              .formatted(config.port(), config.address()),
          e);
    }
    javalin = server;
  }

  /** Of plain HTTP. */
  public int port() {
    Javalin server = javalin;
    return server == null ? config.port() : server.port();
  }

  /** Of HTTPS, where it is on. */
  public Optional<Integer> tlsPort() {
    Javalin server = javalin;
    if (server == null) {
      return config.tls().map(TlsConfig::port);
    }
    for (Connector connector : server.jettyServer().server().getConnectors()) {
      if (connector instanceof ServerConnector tls && NAME_OF_TLS.equals(tls.getName())) {
        return Optional.of(tls.getLocalPort());
      }
    }
    return Optional.empty();
  }

  /** Takes no more requests and finishes those that it has, within seconds. */
  @Override
  public void close() {
    Javalin server = javalin;
    if (server != null) {
      server.stop();
    }
  }

  private void configure(JavalinConfig javalinConfig) {
    javalinConfig.startup.showJavalinBanner = false;
    javalinConfig.startup.showOldJavalinVersionWarning = false;
    javalinConfig.startup.startupWatcherEnabled = false;
    javalinConfig.jetty.threadPool = threads();
    javalinConfig.jetty.host = config.address();
    javalinConfig.jetty.port = config.port();
    javalinConfig.jetty.modifyServer(server -> {
      server.setHandler(new GracefulHandler(new PathGuard()));
      server.setStopTimeout(TO_FINISH.toMillis());
      server.setErrorHandler(errors);
    });
    javalinConfig.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
    javalinConfig.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setRequestHeaderSize(
          LARGEST_HEADER); // clients of some dialects carry tokens of kilobytes
      http.setUriCompliance(UriCompliance.UNSAFE); // PathGuard refuses instead, and knows the path
      http.addCustomizer(new ProxyHeaders(config.trustedProxies()));
    });
    config
        .tls()
        .ifPresent(tls -> {
          // Javalin leaves its own out as soon as there is another; port() is that of the first.
          javalinConfig.jetty.addConnector(this::plainConnector);
          javalinConfig.jetty.addConnector((server, http) -> tlsConnector(server, http, tls));
        });
    javalinConfig.requestLogger.http(this::count);
    mount(javalinConfig.routes);
  }

  /**
   * A few platform threads that listen, and a virtual one for each request. Javalin's own setting
   * would have Jetty listen on virtual threads too, which wake each other through a second poller.
   */
  private static ThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(LISTENING_THREADS);
    pool.setName("http");
    pool.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    return pool;
  }

  private void count(Context context, float milliseconds) {
    String path = context.path();
    String dialect =
        dialects.stream().filter(d -> d.owns(path)).map(Dialect::name).findFirst().orElse("none");
    metrics
        .timer(
            "simplane.http.requests",
            "dialect",
            dialect,
            "method",
            context.method().name(),
            "status",
            Integer.toString(context.statusCode()))
        .record((long) (milliseconds * 1_000_000), TimeUnit.NANOSECONDS);
  }

  private ServerConnector plainConnector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(config.address());
    connector.setPort(config.port());
    return connector;
  }

  private ServerConnector tlsConnector(Server server, HttpConfiguration plain, TlsConfig tls) {
    KeyStore store = ServerCertificate.load(tls.source());
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setKeyStore(store);
    ssl.setKeyStorePassword(ServerCertificate.password(tls.source()));
    HttpConfiguration http = new HttpConfiguration(plain);
    http.getCustomizers().addFirst(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    connector.setName(NAME_OF_TLS);
    connector.setHost(config.address());
    connector.setPort(tls.port());
    return connector;
  }

  private void mount(RoutesConfig routes) {
    for (Dialect dialect : dialects) {
      if (config.refusePlain().contains(dialect.name())) {
        for (String path : dialect.paths()) {
          routes.before(path, this::refusePlain);
          routes.before(path + "/*", this::refusePlain);
        }
      }
      dialect.mount(routes);
    }
    routes.get("/", this::front);
    routes.get("/health/live", context -> status(context, true));
    routes.get("/health/ready", context -> status(context, health.isReady()));
    routes.get("/metrics", this::metrics);
    routes.error(404, this::nowhere);
  }

  /** The page of the dialect whose own host name was asked. */
  private void front(Context context) throws Exception {
    String host = context.req().getServerName();
    for (Dialect dialect : dialects) {
      Optional<Dialect.FrontPage> page =
          dialect.frontPage().filter(own -> own.host().equalsIgnoreCase(host));
      if (page.isPresent()) {
        if (config.refusePlain().contains(dialect.name()) && !context.req().isSecure()) {
          refusePlain(context);
          return;
        }
        page.get().handler().handle(context);
        return;
      }
    }
    error(context, 404, "There is nothing here");
  }

  private void refusePlain(Context context) {
    if (!context.req().isSecure()) {
      error(context, 403, "This API is served over HTTPS alone");
      context.skipRemainingHandlers();
    }
  }

  /** What a dialect does not own; the dialects answer for themselves. */
  private void nowhere(Context context) {
    if (dialects.stream().noneMatch(dialect -> dialect.owns(context.path()))) {
      error(context, 404, "There is nothing here");
    }
  }

  private void error(Context context, int status, String message) {
    ErrorBody body = errors.body(status, message, context.path());
    context.status(status).contentType(body.contentType()).result(body.content());
  }

  private static void status(Context context, boolean well) {
    context
        .status(well ? 200 : 503)
        .contentType("application/json")
        .result(well ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
  }

  private void metrics(Context context) {
    InetAddress reader = InetAddress.ofLiteral(context.ip());
    if (config.metricsReaders().stream().anyMatch(range -> range.contains(reader))) {
      context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    } else {
      error(context, 403, "Not for this address; see the setting metrics.readers");
    }
  }

  /** The address that a listener would take, tried before anything dear is started. */
  public static void check(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new StartException(
          "Port %d on %s is taken, or may not be used (%s); another one is chosen with --http.port"
              .formatted(port, address, e.getMessage()),
          e);
    }
  }
}
