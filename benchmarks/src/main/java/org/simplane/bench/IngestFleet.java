// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.connectivity.Audience;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.RecordEvents;
import org.simplane.usage.UsageIngest;

/** An organisation with SIMs that have quotas, a feed, and the ingest that loads it. */
final class IngestFleet {

  private final Database database;
  private final UsageIngest ingest;
  private final Caller caller;
  private final long feed;

  IngestFleet(Database database, Path spool, int sims) {
    this.database = database;
    Clock clock = Clock.systemUTC();
    Audit audit = new Audit(database, clock);
    Outbox outbox = new Outbox(database, clock);
    Partitions partitions = new Partitions(database, clock, Map.of());
    partitions.keep();
    this.ingest =
        new UsageIngest(
            database,
            partitions,
            new Organisations(database, audit, clock),
            new QuotaKeeper(
                new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock),
                outbox,
                (_, _) -> {}),
            (_, _) -> {},
            new RecordEvents(outbox, Audience.NOBODY),
            spool,
            clock);
    long organisation = fill(sims);
    this.caller = Caller.system("bench", Scope.of(organisation));
    this.feed =
        one(
            "insert into feed (organisation_id, name, format, created_at) values (%d, 'bench', 'csv', now()) returning id"
                .formatted(organisation));
  }

  private long fill(int sims) {
    long organisation =
        one(
            "insert into organisation (name, created_at, updated_at) values ('bench', now(), now()) returning id");
    long account =
        one(
            """
            insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight, state,
              created_at, updated_at)
            values (%d, 'own', 'own', '{}', 0, 0, 'ACTIVE', now(), now()) returning id
            """
                .formatted(organisation));
    database.useTransaction(transaction -> {
      var batch =
          transaction
              .handle()
              .prepareBatch(
                  """
                  insert into subscription (organisation_id, account_id, own_network, kind, operator_key, iccid,
                    iccid_core, imsi, status, operator_status, billing_phase, as_of, created_at, updated_at)
                  values (?, ?, true, 'SIM', ?, ?, ?, ?, 'ACTIVE', 'ACTIVE', 'PRODUCTIVE', now(), now(), now())
                  """);
      for (int sim = 0; sim < sims; sim++) {
        String iccid = CdrFiles.iccid(sim);
        batch.add(organisation, account, iccid, iccid, new Iccid(iccid).core(), CdrFiles.imsi(sim));
        if (batch.size() == 10_000) {
          batch.execute();
        }
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    });
    run(
        """
        insert into quota (subscription_id, service, total, used, last_added, threshold_percent, state, changed_at)
        select s.id, q.service, 1000000000000, 0, 1, 20, 'AVAILABLE', now()
        from subscription s, unnest(array['DATA', 'SMS']) q (service) order by s.id
        """);
    run("vacuum analyze");
    return organisation;
  }

  void run(String sql) {
    database.read(handle -> handle.execute(sql));
  }

  long one(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  UsageIngest ingest() {
    return ingest;
  }

  Caller caller() {
    return caller;
  }

  long feed() {
    return feed;
  }
}
