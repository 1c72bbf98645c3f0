// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Controlled;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.control.PlatformServer;
import org.simplane.simulator.control.Request;
import org.simplane.simulator.control.SimulatedPlatform;
import tools.jackson.databind.JsonNode;

/**
 * A simulated 1NCE platform on a loopback port: token endpoint, SIM list, single and bulk change,
 * status, quotas, usage, messages, events, reset, top-ups, orders, limits, and pushes to the
 * customer's address. Its SIMs live by the given clock and are kept in a folder, so that it goes on
 * after a restart where it would have been.
 */
public final class NcePlatform implements SimulatedPlatform, Controlled, AutoCloseable {

  private static final String NAME = "nce";

  /** At 1NCE it is five minutes, and fifteen after that. */
  private static final Duration PUSH_AGAIN_AFTER = Duration.ofSeconds(5);

  private final NceSims sims;
  private final NceTokens tokens;
  private final NceApi api;
  private final NceApi.Parts parts;
  private final Pushing pushing;
  private final StateWriter states;
  private final Ledger ledger;
  private final PlatformServer server;

  private NcePlatform(
      NceConfig config, Ledger ledger, Clock clock, Supplier<Optional<URI>> callback)
      throws IOException {
    this.sims = NceSims.open(config, clock);
    this.tokens = new NceTokens(clock, config.tokenLife());
    Messages messages = Messages.open(config, sims, clock);
    Watch watch = new Watch(sims, messages, clock);
    this.parts =
        new NceApi.Parts(
            sims, messages, watch, Orders.open(config, sims, clock), new LimitsResource(clock));
    this.api = new NceApi(config, parts, tokens, clock);
    this.pushing =
        new Pushing(
            messages,
            sims,
            watch,
            () -> callback.get().map(url -> new Pushing.Callback(url, "")),
            PUSH_AGAIN_AFTER);
    this.states = new StateWriter(sims, clock);
    this.ledger = ledger;
    this.server = PlatformServer.start(config.port(), this, ledger);
  }

  /** Opens the folder and listens. The ledger stays the caller's to close. */
  public static NcePlatform start(NceConfig config, Ledger ledger, Clock clock) throws IOException {
    return start(config, ledger, clock, Optional::empty);
  }

  /**
   * The same with an address that is told what happens.
   *
   * @param callback asked again and again until it gives one
   */
  public static NcePlatform start(
      NceConfig config, Ledger ledger, Clock clock, Supplier<Optional<URI>> callback)
      throws IOException {
    NcePlatform platform = new NcePlatform(config, ledger, clock, callback);
    platform.pushing.start();
    return platform;
  }

  /** The base address that clients are given: {@code http://127.0.0.1:<port>/management-api}. */
  public URI url() {
    return server.url().resolve(NceApi.BASE);
  }

  NceSims sims() {
    return sims;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer answer(Request request) {
    return api.answer(request);
  }

  @Override
  public boolean isLogIn(Request request) {
    return request.path().equals(NceApi.TOKEN_PATH);
  }

  @Override
  public void expireTokens() {
    tokens.expireAll();
  }

  @Override
  public Answer refusal(int status, Request request) {
    return api.error(status, request);
  }

  @Override
  public Answer distort(Fault fault, Answer answer) {
    return fault == Fault.UNKNOWN_STATE_WORD
        ? Distortion.unknownStateWord(answer)
        : Distortion.extraField(answer);
  }

  @Override
  public void reset() {
    heal();
    pushing.to(Optional.empty());
    sims.reset();
    parts.messages().reset();
    parts.watch().reset();
    parts.orders().reset();
    parts.limits().reset();
    ledger.forget(NAME);
  }

  @Override
  public void pace(double factor) {
    sims.pace(factor);
  }

  /**
   * Where pushes go; without an address none go.
   *
   * @param authorization the header of that name; empty for none
   */
  @Override
  public void pushTo(Optional<URI> address, String authorization) {
    pushing.to(address.map(url -> new Pushing.Callback(url, authorization)));
  }

  /**
   * The fields are those of {@link StateWriter}, and {@code sends}: a text that the device sends.
   */
  @Override
  public void put(String id, JsonNode fields) {
    states.put(id, fields);
    String text = fields.path("sends").asString("");
    if (!text.isEmpty()) {
      var _ = parts.messages().send(id, "1234", text);
    }
  }

  /** A message to a device from elsewhere than the API; gives its id. */
  public String submit(String iccid, String text) {
    return String.valueOf(parts.messages().submit(iccid, Json.object().put("payload", text)).id());
  }

  /** Sees how the SIMs stand now; what changes after it is told. */
  public void look() {
    parts.watch().look();
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
    return ledger.recent(NAME, limit);
  }

  @Override
  public void close() {
    server.close();
    pushing.close();
    parts.messages().close();
    parts.orders().close();
    sims.close();
  }
}
