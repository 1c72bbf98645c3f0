// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.simplane.access.InstallationKeys;
import org.simplane.account.CapabilityMatrix;
import org.simplane.account.Operation;
import org.simplane.api.Dialect;
import org.simplane.api.cmo.Cmo;
import org.simplane.api.cmo.CmoOperations;
import org.simplane.api.easyconnect.EasyConnect;
import org.simplane.api.easyconnect.EasyConnectOperations;
import org.simplane.api.network.DoorKeeper;
import org.simplane.api.network.NetworkDialect;
import org.simplane.api.openid.OpenId;
import org.simplane.api.operator.OperatorDialect;
import org.simplane.api.tmf.Tmf;
import org.simplane.api.tmf.TmfOperations;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.v1.V1;
import org.simplane.db.Database;
import org.simplane.job.Jobs;
import org.simplane.notification.Format;

/** Every dialect this server speaks. */
final class Dialects {

  /** What users and clients may be entitled to. */
  static final Set<String> NAMES =
      Set.of(V1.DIALECT, EasyConnect.DIALECT, Tmf.DIALECT, Cmo.DIALECT, NetworkDialect.NAME);

  /** Those that take signed tokens, with what they are called in the roles of these. */
  static final Map<String, String> SIGNED =
      Map.of(Cmo.DIALECT, Cmo.API, Tmf.DIALECT, "tm-forum-open-api");

  private Dialects() {}

  /** How events are written for webhooks. */
  static List<Format> formats(
      InstallationKeys keys, Supplier<Fleet> fleet, Supplier<Jobs> jobs, Database database) {
    return Stream.of(
            List.of(V1.format(keys)), EasyConnect.formats(), Tmf.formats(fleet, jobs, database))
        .<Format>flatMap(List::stream)
        .toList();
  }

  /** What each dialect does with subscriptions. */
  static List<Operation> operations() {
    return Stream.of(CmoOperations.ALL, TmfOperations.ALL, EasyConnectOperations.ALL)
        .flatMap(List::stream)
        .toList();
  }

  static List<Dialect> of(Config config, Features features, Clock clock) {
    return List.of(
        new V1(
            new V1.Features(
                features.organisations,
                features.users,
                features.clients,
                features.tokens,
                features.audit,
                features.idempotencyKeys,
                features.installationKeys,
                features.outbox,
                features.webhooks,
                features.subscriptions,
                features.jobs,
                features.accounts,
                CapabilityMatrix.of(features.accounts.platforms(), operations(), clock),
                features.lifecycle,
                features.restrictions,
                features.synchroniser,
                features.pushes,
                features.imports,
                features.feeds,
                features.ingest,
                features.rejectRetry,
                features.registerCommands,
                features.usage,
                features.consumptions,
                features.quotas,
                features.limits,
                features.catalog,
                features.presences,
                features.history,
                features.messages),
            config.tokenLife(),
            clock),
        new EasyConnect(
            new EasyConnect.Features(
                features.tokens,
                features.requestBrake,
                features.subscriptions,
                features.lifecycle,
                features.jobs,
                features.accounts,
                features.quotas,
                features.usage,
                features.presences,
                features.catalog,
                features.limits,
                features.history,
                features.messages),
            config.easyConnect(),
            clock),
        new Tmf(
            new Tmf.Features(
                features.database,
                features.signedTokens,
                features.subscriptions,
                features.accounts,
                features.lifecycle,
                features.jobs,
                features.consumptions,
                features.outbox,
                features.webhooks),
            config.tmfChangeLimit(),
            clock),
        new Cmo(
            new Cmo.Features(
                features.signedTokens,
                features.tenants,
                features.organisations,
                features.subscriptions,
                features.accounts,
                features.jobs,
                features.lifecycle,
                features.consumptions),
            config.cmo(),
            clock),
        new OpenId(features.signedTokens, SIGNED, config.publicUrl()),
        new OperatorDialect(features.pushes),
        new NetworkDialect(features.eventDoor, features.smsDoor, new DoorKeeper(features.tokens)));
  }
}
