// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.connectivity.Audience;
import org.simplane.db.Database;
import org.simplane.db.EmbeddedPostgres;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.messaging.MessageGate;
import org.simplane.messaging.Messages;
import org.simplane.messaging.MessagingConfig;
import org.simplane.messaging.NewMessage;
import org.simplane.network.HttpShortMessageLink;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.usage.MessageMeter;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.RecordEvents;
import tools.jackson.databind.ObjectMapper;

/**
 * Messages accepted one by one from many callers, stored, carried to devices of the simulated
 * network over HTTP, counted and reported. The network is a process of its own on the same machine.
 */
final class SmsBench implements Bench {

  private static final int SIMS = 1_000;
  private static final int MESSAGES = 30_000;
  private static final int WARM_UP = 5_000;
  private static final int CALLERS = 64;
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final double AIM = 2_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK = Clock.systemUTC();

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public String about() {
    return "%,d messages from %d callers, accepted, stored, delivered by the simulated network and reported"
        .formatted(MESSAGES, CALLERS);
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path directory = Files.createTempDirectory("simplane-bench-");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        Database database = Database.open(postgres.login(), 16);
        Network network = Network.start(directory.resolve("network"))) {
      StoredFleet.create(database, directory.resolve("master.key"), SIMS, progress);
      database.useTransaction(
          transaction -> transaction.handle().execute("update quota set total = 1000000"));
      try (Messages messages = messages(database, network.url())) {
        messages.start();
        List<Subscription> onAir = network.attached(subscriptions(database), scope(database));
        progress.tell("%d devices are on the air".formatted(onAir.size()));
        Caller caller = Caller.system("bench", scope(database));
        send(messages, caller, onAir, WARM_UP);
        long left = awaitEnd(database, WARM_UP);
        progress.tell("warm, %d wait for devices that left".formatted(left));
        long begin = System.nanoTime();
        send(messages, caller, onAir, MESSAGES);
        double accepted = MESSAGES / ((System.nanoTime() - begin) / 1e9);
        progress.tell("accepted: %,.0f /s".formatted(accepted));
        long waiting = awaitEnd(database, MESSAGES + WARM_UP);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double reported = (MESSAGES - (waiting - left)) / seconds;
        return List.of(
            aimed("accepted, one call each", accepted),
            aimed("accepted, delivered and reported", reported),
            Figure.of("delivered", "%,d".formatted(MESSAGES - (waiting - left))),
            Figure.of("wait for devices that left", "%,d".formatted(waiting)));
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private static Figure aimed(String what, double perSecond) {
    return Figure.aimed(
        what, "%,.0f /s".formatted(perSecond), ">= %,.0f /s".formatted(AIM), perSecond >= AIM);
  }

  private static Messages messages(Database database, URI network) {
    Outbox outbox = new Outbox(database, CLOCK);
    Audit audit = new Audit(database, CLOCK);
    Subscriptions subscriptions = subscriptions(database);
    Partitions partitions = new Partitions(database, CLOCK, Map.of());
    Restrictions restrictions =
        new Restrictions(database, RestrictionListener.NOOP, audit, outbox, CLOCK);
    return new Messages(
        new Messages.Tools(
            database,
            partitions,
            subscriptions,
            new Accounts(
                database, Secrets.random(), List.of(), audit, CLOCK, AccountConfig.of(true)),
            new MessageMeter(
                new QuotaKeeper(restrictions, outbox, subscriptions::applyValues),
                (_, _) -> {},
                new RecordEvents(outbox, Audience.NOBODY),
                partitions,
                CLOCK),
            MessageGate.OPEN,
            outbox,
            new HttpShortMessageLink(network)),
        MessagingConfig.USUAL,
        CLOCK);
  }

  private static Subscriptions subscriptions(Database database) {
    return new Subscriptions(
        database,
        new Audit(database, CLOCK),
        new Outbox(database, CLOCK),
        Secrets.random(),
        List.of(),
        CLOCK);
  }

  private static Scope scope(Database database) {
    return Scope.of(count(database, "select min(organisation_id) from subscription"));
  }

  /** Each caller waits for the answer before it sends the next. */
  private static void send(
      Messages messages, Caller caller, List<Subscription> receivers, int number)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Callable<Boolean>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(() -> {
        int mine;
        while ((mine = next.getAndIncrement()) < number) {
          var _ =
              messages.send(
                  caller,
                  receivers.get(mine % receivers.size()),
                  NewMessage.text("Reading " + mine + ": all is well with you?"));
        }
        return true;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> one : threads.invokeAll(callers)) {
        var _ = one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A message was not accepted", e);
    }
  }

  /** Until all are reported but those that wait for their device; gives how many these are. */
  private static long awaitEnd(Database database, int accepted) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      long reported = count(database, "select count(*) from outbox where kind = 'sms.status'");
      long waiting =
          count(
              database,
              "select count(*) from message_delivery where not handed and error is not null");
      if (reported + waiting >= accepted) {
        return waiting;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new IllegalStateException("Not all were reported within " + LONGEST);
  }

  private static long count(Database database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** The simulated network, a process of its own. */
  private static final class Network implements AutoCloseable {

    private static final Duration SETTLED = Duration.ofSeconds(25);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Network(Process process, int port) {
      this.process = process;
      this.port = port;
    }

    static Network start(Path data) throws IOException {
      int port = ServerProcess.freePort();
      Files.createDirectories(data);
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
        // When the bench is killed, what it started ends too.
        command.addAll(List.of("setpriv", "--pdeathsig", "TERM"));
      }
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-jar",
              "simulator/target/simulator.jar",
              "--port=" + port,
              "--size=" + SIMS,
              "--history-days=0",
              "--data=" + data,
              "--inbox=" + data.resolve("inbox"),
              "--server=http://127.0.0.1:9"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(data.resolve("output").toFile())
              .start();
      return new Network(process, port);
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + port);
    }

    /** Provisions all cards, waits until their devices came, and gives those that are there. */
    List<Subscription> attached(Subscriptions subscriptions, Scope scope)
        throws IOException, InterruptedException {
      StringBuilder commands = new StringBuilder("[");
      for (int i = 0; i < SIMS; i++) {
        commands
            .append(i == 0 ? "" : ",")
            .append(
                "{\"id\":\"%d\",\"imsi\":\"%s\",\"command\":\"PROVISION\",\"version\":1,"
                    .formatted(i, imsi(i)))
            .append("\"state\":\"PRODUCTIVE\"}");
      }
      provision(commands.append(']').toString());
      TimeUnit.MILLISECONDS.sleep(SETTLED.toMillis());
      List<Subscription> attached = new ArrayList<>();
      for (int i = 0; i < SIMS; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(url().resolve("/register/v1/subscribers/" + imsi(i))).build();
        String body = http.send(request, BodyHandlers.ofString()).body();
        if (!JSON.readTree(body).path("presence").asString("OFFLINE").equals("OFFLINE")) {
          Optional<Subscription> found = subscriptions.find(scope, Iccid.of(StoredFleet.iccid(i)));
          found.ifPresent(attached::add);
        }
      }
      if (attached.isEmpty()) {
        throw new IllegalStateException("No device is on the air");
      }
      return attached;
    }

    /** As soon as it listens. */
    private void provision(String commands) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(url().resolve("/register/v1/commands"))
              .POST(HttpRequest.BodyPublishers.ofString(commands))
              .build();
      long end = System.nanoTime() + LONGEST.toNanos();
      while (true) {
        try {
          HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
          if (response.statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          if (!process.isAlive() || System.nanoTime() > end) {
            throw e;
          }
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }

    private static String imsi(int number) {
      return "99901%010d".formatted(number);
    }

    @Override
    public void close() {
      http.shutdownNow();
      process.destroy();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
