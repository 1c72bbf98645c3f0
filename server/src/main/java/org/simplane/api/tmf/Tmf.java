// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf;

import io.javalin.config.RoutesConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.simplane.access.Tokens;
import org.simplane.account.Accounts;
import org.simplane.api.Dialect;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.product.ProductRoutes;
import org.simplane.api.tmf.rest.ErrorWire;
import org.simplane.api.tmf.rest.Gate;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.inventory.Subscriptions;

/** The TM Forum Open APIs as one dialect. The tenant is the client's own organisation. */
public final class Tmf implements Dialect {

  /** What clients are entitled to. */
  public static final String DIALECT = "tmf";

  private static final List<String> ROOTS = List.of("/tmf-api", "/productInventory/v5");

  private final List<TmfApi> apis;
  private final Gate gate;

  /** What the dialect is made of. */
  public record Features(Tokens tokens, Subscriptions subscriptions, Accounts accounts) {}

  public Tmf(Features features) {
    Fleet fleet = new Fleet(features.subscriptions(), features.accounts());
    this.apis = new ProductRoutes(fleet).apis();
    this.gate =
        new Gate(
            (token, correlation) -> features.tokens().authenticate(token, DIALECT, correlation),
            apis);
  }

  @Override
  public String name() {
    return DIALECT;
  }

  @Override
  public List<String> paths() {
    return ROOTS;
  }

  @Override
  public void mount(RoutesConfig routes) {
    gate.mount(routes, ROOTS);
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    byte[] body = TmfJson.MAPPER.writeValueAsBytes(ErrorWire.ofHttp(status, message));
    return new ErrorBody(TmfVersion.V4.contentType(), new String(body, StandardCharsets.UTF_8));
  }
}
