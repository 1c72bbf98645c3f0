// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.job.Job;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries rejected records once more when somebody asks for it, as a job. A record is taken exactly
 * once, however often and from however many sides this is asked for; what was taken when a node
 * died, or the job was called off, stays taken.
 */
public final class RejectRetry implements AutoCloseable {

  /** The kind of these jobs. */
  public static final String RETRY = "reject-retry";

  private static final Logger LOG = LoggerFactory.getLogger(RejectRetry.class);
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final String ABANDONED =
      "The node that worked on it ended. What was taken stays; ask for the rest again";

  private final Database database;
  private final RejectTaker taker;
  private final Progress progress;
  private final Reports reports;
  private final Audit audit;
  private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();

  public RejectRetry(
      Database database, UsageIngest ingest, Progress progress, Reports reports, Audit audit) {
    this.database = database;
    this.taker = ingest.taker();
    this.progress = progress;
    this.reports = reports;
    this.audit = audit;
  }

  /** How many there are to be tried. */
  public long count(Scope scope, Feed feed, RetryQuery query) {
    return database.read(handle -> RejectStore.count(scope, handle, feed.id(), query));
  }

  /** Begins; takes {@link Permission#UPLOAD_USAGE}. The job's steps are the rejects tried. */
  public Job begin(Caller caller, Feed feed, RetryQuery query) {
    caller.require(Permission.UPLOAD_USAGE);
    reports.endAbandoned(RETRY, SILENCE, ABANDONED);
    int total = (int) Math.min(Integer.MAX_VALUE, count(caller.scope(), feed, query));
    NewJob wanted =
        new NewJob(
            feed.organisation(),
            RETRY,
            "Rejects of the feed '" + feed.name() + "' tried once more",
            caller,
            Optional.empty());
    Job job =
        database.inTransaction(transaction -> {
          Job begun = progress.begin(transaction, wanted);
          audit.record(transaction, caller, List.of(entry(feed, query)));
          return begun;
        });
    Thread worker =
        Thread.ofVirtual()
            .name("reject-retry-" + job.id())
            .unstarted(() -> work(caller.scope(), feed, query, job.id(), total));
    atWork.add(worker);
    worker.start();
    return job;
  }

  private static Audit.Entry entry(Feed feed, RetryQuery query) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    query.codes().stream().map(Enum::name).sorted().forEach(asked.putArray("codes")::add);
    query.from().ifPresent(from -> asked.put("from", from.toString()));
    query.until().ifPresent(until -> asked.put("until", until.toString()));
    return new Audit.Entry(
        feed.organisation(), "feed.retry-rejects", "feed", feed.id(), feed.name(), null, asked);
  }

  private void work(Scope scope, Feed feed, RetryQuery query, long job, int total) {
    try {
      Retaken all = taker.run(scope, feed, query, step -> step(job, step, total));
      ObjectNode report =
          JsonNodeFactory.instance
              .objectNode()
              .put("accepted", all.accepted())
              .put("duplicates", all.duplicates())
              .put("rejected", all.rejected());
      database.useTransaction(
          transaction -> reports.end(transaction, job, (int) all.rejected(), report));
    } catch (FailureException e) {
      end(job, e.failure().message());
    } catch (RuntimeException e) {
      // The thread's outermost loop: whatever is left must end the job.
      LOG.error("Job {} failed", job, e);
      end(job, "Something went wrong on our side; what was taken stays");
    } finally {
      atWork.remove(Thread.currentThread());
    }
  }

  private void step(long job, Retaken step, int total) {
    boolean goOn =
        database.inTransaction(transaction -> {
          boolean open = progress.step(transaction, job, (int) step.tried(), total);
          reports.alive(transaction, job);
          return open;
        });
    if (!goOn) {
      throw new FailureException(new Failure.Conflict("Called off; what was taken before stays"));
    }
  }

  private void end(long job, String error) {
    ObjectNode report = JsonNodeFactory.instance.objectNode().put(Reports.ERROR, error);
    database.useTransaction(transaction -> reports.end(transaction, job, 1, report));
  }

  @Override
  public void close() {
    atWork.forEach(Thread::interrupt);
  }
}
