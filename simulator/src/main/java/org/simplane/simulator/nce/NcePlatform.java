// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
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
 * status, quotas, usage. Its SIMs live by the given clock and are kept in a folder, so that it goes
 * on after a restart where it would have been.
 */
public final class NcePlatform implements SimulatedPlatform, Controlled, AutoCloseable {

  private static final String NAME = "nce";

  private final NceSims sims;
  private final NceTokens tokens;
  private final NceApi api;
  private final StateWriter states;
  private final Ledger ledger;
  private final PlatformServer server;

  private NcePlatform(NceConfig config, Ledger ledger, Clock clock) throws IOException {
    this.sims = NceSims.open(config, clock);
    this.tokens = new NceTokens(clock, config.tokenLife());
    this.api = new NceApi(config, sims, tokens, clock);
    this.states = new StateWriter(sims, clock);
    this.ledger = ledger;
    this.server = PlatformServer.start(config.port(), this, ledger);
  }

  /** Opens the folder and listens. The ledger stays the caller's to close. */
  public static NcePlatform start(NceConfig config, Ledger ledger, Clock clock) throws IOException {
    return new NcePlatform(config, ledger, clock);
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
    sims.reset();
    ledger.forget(NAME);
  }

  @Override
  public void pace(double factor) {
    sims.pace(factor);
  }

  /** The fields are those of {@link StateWriter}. */
  @Override
  public void put(String id, JsonNode fields) {
    states.put(id, fields);
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
    sims.close();
  }
}
