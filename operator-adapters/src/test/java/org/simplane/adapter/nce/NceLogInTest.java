// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.RestClient;
import org.simplane.adapter.rest.Tokens;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.simulator.contract.JdkOperatorHttp;

/** Whatever the token endpoint answers, somebody is at fault and nothing breaks. */
final class NceLogInTest {

  private static final String PAGE = "<html><body>Service Unavailable</body></html>";

  @Test
  void blamesTheCredentialsOnlyWhereTheyAreToBlame() throws IOException {
    assertThat(failure(400, "{\"statusCode\":400,\"errorCode\":\"BadCredentials\"}"))
        .isEqualTo(Kind.CREDENTIALS);
    assertThat(failure(403, "")).isEqualTo(Kind.CREDENTIALS);
    assertThat(failure(401, "{}")).isEqualTo(Kind.CREDENTIALS);
    assertThat(failure(400, "{\"errorCode\":\"BodyValidationError\"}")).isEqualTo(Kind.REJECTED);
  }

  @Test
  void readsAnErrorInAnyForm() throws IOException {
    assertThat(failure(400, "{}")).isEqualTo(Kind.REJECTED);
    assertThat(failure(400, "")).isEqualTo(Kind.REJECTED);
    assertThat(failure(400, "null")).isEqualTo(Kind.REJECTED);
    assertThat(failure(503, PAGE)).isEqualTo(Kind.OPERATOR_FAULT);
    assertThat(failure(302, PAGE)).isEqualTo(Kind.MALFORMED_REPLY);
  }

  @Test
  void takesNoAnswerForATokenThatIsNone() throws IOException {
    assertThat(failure(200, "")).isEqualTo(Kind.MALFORMED_REPLY);
    assertThat(failure(200, "{}")).isEqualTo(Kind.MALFORMED_REPLY);
    assertThat(failure(200, PAGE)).isEqualTo(Kind.MALFORMED_REPLY);
    assertThat(failure(200, "{\"access_token\":\"\"}")).isEqualTo(Kind.MALFORMED_REPLY);
  }

  @Test
  void usesATokenThatDoesNotSayHowLongItLives() throws IOException, OperatorException {
    HttpServer server = answering(200, "{\"access_token\":\"good\"}");
    try {
      assertThat(tokens(server).current()).isEqualTo("good");
    } finally {
      server.stop(0);
    }
  }

  private static Kind failure(int status, String body) throws IOException {
    HttpServer server = answering(status, body);
    try {
      Tokens tokens = tokens(server);
      return catchThrowableOfType(OperatorException.class, tokens::current).kind();
    } finally {
      server.stop(0);
    }
  }

  private static Tokens tokens(HttpServer server) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    OperatorContext context = new OperatorContext(new JdkOperatorHttp(), Clock.systemUTC());
    RestClient errors =
        NceOperatorPlatform.client(base, context, Credentials.basic("user", "password"));
    return Tokens.bearer(
        new NceLogIn(base, "user", "password", context.http(), errors), context.clock());
  }

  private static HttpServer answering(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/oauth/token",
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }
}
