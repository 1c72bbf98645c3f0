// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.Credentials;
import org.simplane.access.FirstAdministrator;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.inventory.ImportOptions;
import org.simplane.inventory.Subscriptions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.usage.DefaultQuotas;
import org.simplane.usage.QuotaPlan;

/**
 * SIMs of the own network, brought into a store by the product's own CSV import, quotas included.
 *
 * @param first the smallest id
 * @param importTime from the first row to the last commit
 */
record StoredFleet(Credentials administrator, long first, int size, Duration importTime) {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Set<String> DIALECTS = Set.of("v1", "easyconnect");

  /** Without check digit, as Easy Connect shows it. */
  static String iccid(int number) {
    return "899990100000" + String.format(Locale.ROOT, "%07d", number);
  }

  /** Fills an empty database. */
  static StoredFleet create(Database database, Path masterKey, int size, Bench.Progress progress)
      throws InterruptedException {
    database.migrate();
    new Partitions(database, CLOCK, Map.of()).keep();
    AtomicReference<Credentials> administrator = new AtomicReference<>();
    AtomicReference<Long> organisation = new AtomicReference<>();
    new FirstAdministrator(database, DIALECTS, CLOCK)
        .ensure(issued -> {
          administrator.set(new Credentials(issued.client().clientId(), issued.secret()));
          organisation.set(issued.client().organisation());
        });
    long account =
        one(
            database,
            """
            insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight, state,
              created_at, updated_at)
            values (%d, 'own', 'Own network', '{}', 0, 0, 'ACTIVE', now(), now()) returning id
            """
                .formatted(organisation.get()));
    long begin = System.nanoTime();
    bring(
        inventory(database, masterKey),
        Caller.system("bench", Scope.of(organisation.get())),
        account,
        size,
        progress);
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    database.read(handle -> handle.execute("vacuum analyze"));
    return new StoredFleet(
        administrator.get(), one(database, "select min(id) from subscription"), size, taken);
  }

  private static Subscriptions inventory(Database database, Path masterKey) {
    AtomicReference<Subscriptions> inventory = new AtomicReference<>();
    Subscriptions subscriptions =
        new Subscriptions(
            database,
            new Audit(database, CLOCK),
            new Outbox(database, CLOCK),
            Secrets.in(masterKey),
            List.of(
                new DefaultQuotas(
                    QuotaPlan.DEFAULT,
                    (transaction, changes) -> inventory.get().applyValues(transaction, changes),
                    CLOCK)),
            CLOCK);
    inventory.set(subscriptions);
    return subscriptions;
  }

  private static void bring(
      Subscriptions subscriptions, Caller caller, long account, int size, Bench.Progress progress)
      throws InterruptedException {
    try (PipedReader csv = new PipedReader(1 << 16)) {
      PipedWriter out = new PipedWriter(csv);
      Thread writer = Thread.ofPlatform().start(() -> write(out, size));
      var report =
          subscriptions.importCsv(
              caller,
              account,
              csv,
              new ImportOptions(
                  false,
                  OptionalLong.of(size),
                  _ -> {},
                  (done, _) -> {
                    if (done % 250_000 == 0) {
                      progress.tell("%,d of %,d SIMs imported".formatted(done, size));
                    }
                  }));
      writer.join();
      if (report.added() != size) {
        throw new IllegalStateException("Imported " + report.added() + " of " + size + " SIMs");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Writer out, int size) {
    try (out) {
      out.write("iccid,imsi,msisdn,ip_address,status,billing_phase\n");
      for (int number = 0; number < size; number++) {
        out.write(new Iccid(iccid(number)).withCheckDigit());
        out.write(String.format(Locale.ROOT, ",99901%010d,88299%010d,", number, number));
        out.write("10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255));
        out.write(",ACTIVE,PRODUCTIVE\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long one(Database database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
