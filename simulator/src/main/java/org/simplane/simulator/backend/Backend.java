// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Controlled;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.control.PlatformServer;
import org.simplane.simulator.control.RateLimit;
import org.simplane.simulator.control.Request;
import org.simplane.simulator.control.SimulatedPlatform;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A simulated platform on a loopback port that speaks the given wire. */
public final class Backend implements SimulatedPlatform, Controlled, AutoCloseable {

  private final BackendConfig config;
  private final Wire wire;
  private final Ledger ledger;
  private final Tokens tokens;
  private final Records records;
  private final Clock clock;
  private final RateLimit limit;
  private final Pushes pushes;
  private final PlatformServer server;

  private Backend(BackendConfig config, Wire wire, Ledger ledger, Clock clock) throws IOException {
    this.config = config;
    this.wire = wire;
    this.ledger = ledger;
    this.tokens = new Tokens(clock, config.username(), config.password());
    this.records = Records.open(config.folder(), clock, config.delay(), config.pace(), wire::age);
    this.clock = clock;
    this.pushes = new Pushes(wire);
    this.limit = new RateLimit(config.callsPerSecond(), clock);
    if (records.isEmpty()) {
      populate();
    }
    records.listener((before, after) -> pushes.tell(wire.tells(before, after, clock.instant())));
    this.server = PlatformServer.start(config.port(), this, ledger);
  }

  /** Opens the folder and listens. The ledger stays the caller's to close. */
  public static Backend start(BackendConfig config, Wire wire, Ledger ledger, Clock clock)
      throws IOException {
    return new Backend(config, wire, ledger, clock);
  }

  /** What clients are given as the base address. */
  public URI url() {
    return server.url();
  }

  /** How many subscriptions it has. */
  public int size() {
    return records.size();
  }

  @Override
  public String name() {
    return wire.name();
  }

  @Override
  public Answer answer(Request request) {
    if (wire.isLogIn(request)) {
      return wire.logIn(request, tokens);
    }
    if (!wire.isAuthentic(request, tokens)) {
      return wire.unauthorised(request);
    }
    Answer answer = limit.allows() ? carriedOut(request) : wire.error(429, "Too many requests");
    OptionalInt left = limit.left();
    return left.isEmpty()
        ? answer
        : answer.withHeaders(wire.rateHeaders(config.callsPerSecond(), left.getAsInt()));
  }

  private Answer carriedOut(Request request) {
    try {
      return wire.answer(request, records);
    } catch (JacksonException | IllegalArgumentException e) {
      return wire.error(400, "The request makes no sense");
    }
  }

  @Override
  public boolean isLogIn(Request request) {
    return wire.isLogIn(request);
  }

  @Override
  public void expireTokens() {
    tokens.expireAll();
  }

  @Override
  public Answer refusal(int status, Request request) {
    return wire.error(status, status == 429 ? "Too many requests" : "Told to fail");
  }

  @Override
  public Answer distort(Fault fault, Answer answer) {
    if (answer.body().isEmpty()) {
      return answer;
    }
    if (answer.body().startsWith("<")) {
      return answer.withBody(wire.distort(fault, answer.body()));
    }
    JsonNode body = Records.JSON.readTree(answer.body());
    distort(fault, body);
    return answer.withBody(body.toString());
  }

  private void distort(Fault fault, JsonNode node) {
    node.forEach(child -> distort(fault, child));
    if (node instanceof ObjectNode object) {
      if (fault == Fault.UNKNOWN_STATE_WORD) {
        if (object.path(wire.statusField()).isString()) {
          object.put(wire.statusField(), "Hibernating");
        }
      } else {
        object.putObject("carbonFootprint").putArray("grams").add(1).add(2);
      }
    }
  }

  @Override
  public void reset() {
    heal();
    pushes.to(Optional.empty(), "");
    tokens.expireAll();
    records.clear();
    populate();
    ledger.forget(name());
  }

  @Override
  public void pace(double factor) {
    records.pace(factor);
  }

  /**
   * Beside the platform's own fields: {@code session}, {@code ONLINE} or {@code OFFLINE}, and
   * {@code sends}, a text that the device sends.
   */
  @Override
  public void put(String key, JsonNode fields) {
    if (!(fields instanceof ObjectNode given)) {
      throw new IllegalArgumentException("A subscription is put as an object of its fields");
    }
    ObjectNode own = given.deepCopy().remove(List.of("session", "sends"));
    ObjectNode subscription = records.find(key).orElseGet(() -> wire.blank(key));
    subscription.setAll(own);
    String session = given.path("session").asString("");
    if (!session.isEmpty()) {
      subscription.setAll(wire.onAir(session.equals("ONLINE"), clock.instant()));
    }
    records.put(key, subscription);
    String text = given.path("sends").asString("");
    if (!text.isEmpty()) {
      pushes.tell(wire.tells(subscription, records.messages().receive(key, wire.message(text))));
    }
  }

  /** Takes a message for a device, as from another client; its id. */
  public String submit(String key, String text) {
    return String.valueOf(
        records.messages().submit(key, Duration.ofHours(24), wire.message(text)).id());
  }

  @Override
  public void pushTo(Optional<URI> address, String secret) {
    if (!wire.isTelling()) {
      throw new IllegalArgumentException(name() + " does not push");
    }
    pushes.to(address, secret);
  }

  @Override
  public void fail(PlannedFault fault) {
    server.fail(fault);
  }

  @Override
  public void heal() {
    server.heal();
  }

  @Override
  public List<LedgerEntry> requests(int limit) {
    return ledger.recent(name(), limit);
  }

  @Override
  public void close() {
    server.close();
    pushes.close();
    records.close();
  }

  private void populate() {
    for (int number = 1; number <= config.size(); number++) {
      ObjectNode subscription = wire.first(number);
      records.put(wire.key(subscription), subscription);
    }
  }
}
