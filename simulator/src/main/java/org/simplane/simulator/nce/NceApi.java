// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.RateLimit;
import org.simplane.simulator.control.Request;

/** Takes a request to whom it is for: log-in, token, rate limit, then the resource. */
final class NceApi {

  static final String BASE = "/management-api";
  static final String TOKEN_PATH = BASE + "/oauth/token";

  private final Clock clock;
  private final NceLogIn logIn;
  private final NceTokens tokens;
  private final RateLimit rateLimit;
  private final SimsResource sims;
  private final SimResource sim;
  private final Orders orders;
  private final LimitsResource limits;

  /** The parts of the platform that the calls are about. */
  record Parts(
      NceSims sims, Messages messages, Watch watch, Orders orders, LimitsResource limits) {}

  NceApi(NceConfig config, Parts parts, NceTokens tokens, Clock clock) {
    this.clock = clock;
    this.logIn = new NceLogIn(config.username(), config.password(), tokens);
    this.tokens = tokens;
    this.rateLimit = new RateLimit(config.requestsPerSecond(), clock);
    this.sims = new SimsResource(parts.sims(), config.effectDelay(), clock);
    this.sim = new SimResource(parts, config.effectDelay(), clock);
    this.orders = parts.orders();
    this.limits = parts.limits();
  }

  Answer answer(Request request) {
    if (request.path().equals(TOKEN_PATH)) {
      return request.method().equals("POST") ? logIn.answer(request) : error(405, request);
    }
    List<String> path = Arrays.stream(request.path().split("/")).skip(1).toList();
    if (path.size() < 3 || !path.getFirst().equals("management-api") || !path.get(1).equals("v1")) {
      return error(404, request);
    }
    Optional<Answer> refused = authenticate(request);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<String> below = path.subList(3, path.size());
    switch (path.get(2)) {
      case "orders" -> {
        return orders.orders(below, request);
      }
      case "products" -> {
        return below.isEmpty() ? orders.products(request) : error(404, request);
      }
      case "sims" -> {}
      default -> {
        return error(404, request);
      }
    }
    if (!rateLimit.allows()) {
      return error(429, request);
    }
    if (below.isEmpty()) {
      return sims.answer(request);
    }
    switch (request.method() + " " + String.join("/", below)) {
      case "POST topup" -> {
        return orders.topUpMany(request);
      }
      case "GET limits", "POST limits" -> {
        return limits.present(request);
      }
      default -> {
        if (below.size() == 2 && below.getLast().equals("limits")) {
          return limits.choices(below.getFirst(), request);
        }
      }
    }
    return sim.answer(path.get(3), String.join("/", path.subList(4, path.size())), request);
  }

  Answer error(int status, Request request) {
    return NceAnswers.error(status, message(status), request, clock.instant());
  }

  private Optional<Answer> authenticate(Request request) {
    String header = request.header("authorization").orElse("");
    String token =
        header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7).strip() : "";
    if (tokens.isGood(token)) {
      return Optional.empty();
    }
    String message =
        token.isEmpty() ? "Full authentication is required" : "The token is invalid: " + token;
    return Optional.of(NceAnswers.error(401, message, request, clock.instant()));
  }

  private static String message(int status) {
    return switch (status) {
      case 429 -> "Too many requests";
      case 500 -> "The simulator was told to fail";
      default -> "No such resource";
    };
  }
}
