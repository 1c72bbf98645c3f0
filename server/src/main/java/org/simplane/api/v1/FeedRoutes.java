// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Permission;
import org.simplane.usage.Batch;
import org.simplane.usage.BatchReport;
import org.simplane.usage.Feed;
import org.simplane.usage.Feeds;
import org.simplane.usage.Reject;
import org.simplane.usage.RejectQuery;
import org.simplane.usage.RejectRetry;
import org.simplane.usage.RetryQuery;
import org.simplane.usage.UsageIngest;

/** {@code /feeds}: where usage records come from, and what became of them. */
final class FeedRoutes {

  private static final int TEXT = 200;
  private static final Set<String> TYPES = Set.of("text/csv", "application/gzip");

  private final Feeds feeds;
  private final UsageIngest ingest;
  private final RejectRetry retries;

  FeedRoutes(Feeds feeds, UsageIngest ingest, RejectRetry retries) {
    this.feeds = feeds;
    this.ingest = ingest;
    this.retries = retries;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/feeds", Permission.READ_USAGE, this::list),
        Route.post("/feeds", Permission.UPLOAD_USAGE, this::add),
        Route.get("/feeds/{id}", Permission.READ_USAGE, this::find),
        Route.patch("/feeds/{id}", Permission.UPLOAD_USAGE, this::update),
        Route.post("/feeds/{id}/records", Permission.UPLOAD_USAGE, this::upload)
            .taking("name")
            .streaming(),
        Route.get("/feeds/{id}/batches", Permission.READ_USAGE, this::batches).paged(),
        Route.get("/feeds/{id}/rejects", Permission.READ_USAGE, this::rejects)
            .paged("batch", "code"),
        Route.post("/feeds/{id}/rejects/retry", Permission.UPLOAD_USAGE, this::retry));
  }

  /** A feed on the wire. */
  record Wire(
      Optional<String> id,
      String organisation,
      String name,
      long acceptanceDays,
      boolean enabled,
      Instant createdAt) {

    static Wire of(Feed feed, Ids ids) {
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.FEED, feed.id()),
          ids.show(Ids.Kind.ORGANISATION, feed.organisation()),
          feed.name(),
          feed.acceptance().toDays(),
          feed.enabled(),
          feed.createdAt());
    }
  }

  /** A file or an upload on the wire. */
  record BatchWire(
      String id,
      String name,
      long lines,
      long accepted,
      long duplicates,
      long rejected,
      Optional<String> repeats,
      Instant receivedAt,
      Optional<Instant> finishedAt) {

    static BatchWire of(Batch batch, Ids ids) {
      return new BatchWire(
          ids.show(Ids.Kind.BATCH, batch.id()),
          batch.name(),
          batch.line(),
          batch.accepted(),
          batch.duplicates(),
          batch.rejected(),
          batch.repeats().isPresent()
              ? Optional.of(ids.show(Ids.Kind.BATCH, batch.repeats().getAsLong()))
              : Optional.empty(),
          batch.receivedAt(),
          batch.finishedAt());
    }
  }

  /** A record that was not taken. */
  record RejectWire(
      String id,
      String batch,
      long line,
      Optional<String> recordId,
      Reject.Code code,
      String reason,
      String raw,
      Instant at) {

    static RejectWire of(Reject reject, Ids ids) {
      return new RejectWire(
          ids.show(Ids.Kind.REJECT, reject.id()),
          ids.show(Ids.Kind.BATCH, reject.batch()),
          reject.line(),
          reject.recordId(),
          reject.code(),
          reject.reason(),
          reject.raw(),
          reject.at());
    }
  }

  /** What became of an upload. */
  record UploadWire(BatchWire batch, List<RejectWire> firstRejects) {

    static UploadWire of(BatchReport report, Ids ids) {
      return new UploadWire(
          BatchWire.of(report.batch(), ids),
          report.firstRejects().stream().map(reject -> RejectWire.of(reject, ids)).toList());
    }
  }

  private Answer list(Request request) {
    return Answer.ok(
        new ListWire<>(
            feeds.all(request.caller().scope()).stream()
                .map(feed -> Wire.of(feed, request.ids()))
                .toList(),
            Optional.empty()));
  }

  private Answer add(Request request) {
    Fields fields = request.fields("name", "acceptanceDays");
    String name = fields.text("name", TEXT);
    Duration acceptance = acceptance(fields).orElse(Feeds.DEFAULT_ACCEPTANCE);
    Wire wire =
        Wire.of(feeds.add(request.caller(), name, acceptance, request.dryRun()), request.ids());
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/feeds/" + wire.id().get());
  }

  private Answer find(Request request) {
    return Answer.ok(Wire.of(known(request), request.ids()));
  }

  private Answer update(Request request) {
    Fields fields = request.fields("acceptanceDays", "enabled");
    Feed present = known(request);
    Duration acceptance = acceptance(fields).orElse(present.acceptance());
    boolean enabled = fields.optionalBoolean("enabled").orElse(present.enabled());
    return Answer.ok(
        Wire.of(
            feeds.update(request.caller(), present.id(), acceptance, enabled, request.dryRun()),
            request.ids()));
  }

  private Answer upload(Request request) {
    if (!TYPES.contains(request.mediaType())) {
      throw Fields.invalid("Content-Type", "must be text/csv or application/gzip");
    }
    if (request.dryRun()) {
      throw Fields.invalid("dryRun", "is not for uploads: a record sent twice counts once");
    }
    Feed feed = known(request);
    String name = request.parameter("name").orElse("upload");
    BatchReport report = ingest.ingest(request.caller(), feed.id(), name, request.stream());
    return Answer.ok(UploadWire.of(report, request.ids()));
  }

  private Answer batches(Request request) {
    Feed feed = known(request);
    int limit = request.limit();
    List<Batch> rows =
        feeds.batches(
            request.caller().scope(), OptionalLong.of(feed.id()), request.cursor(), limit + 1);
    List<Batch> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    OptionalLong next =
        rows.size() > limit ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty();
    return Answer.ok(
        ListWire.of(shown, next, request.ids(), batch -> BatchWire.of(batch, request.ids())));
  }

  private Answer rejects(Request request) {
    Feed feed = known(request);
    int limit = request.limit();
    Optional<Long> batch = request.parameterId(Ids.Kind.BATCH, "batch");
    List<Reject> rows =
        feeds.rejects(
            request.caller().scope(),
            new RejectQuery(
                OptionalLong.of(feed.id()),
                batch.isPresent() ? OptionalLong.of(batch.get()) : OptionalLong.empty(),
                request.word("code", Reject.Code.class),
                request.cursor().orElse(0),
                limit + 1));
    List<Reject> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    OptionalLong next =
        rows.size() > limit ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty();
    return Answer.ok(
        ListWire.of(shown, next, request.ids(), reject -> RejectWire.of(reject, request.ids())));
  }

  /** How many rejects would be tried. */
  record RetryWire(long rejects) {}

  private Answer retry(Request request) {
    Fields fields = request.optionalFields("batch", "codes", "from", "until");
    Feed feed = known(request);
    Optional<Long> batch =
        fields.optionalText("batch", TEXT).map(text -> request.id(Ids.Kind.BATCH, "batch", text));
    RetryQuery query =
        new RetryQuery(
            batch.isPresent() ? OptionalLong.of(batch.get()) : OptionalLong.empty(),
            fields
                .optionalWords("codes", Reject.Code.class)
                .orElse(Set.of(Reject.Code.UNKNOWN_SUBSCRIPTION)),
            fields.optionalInstant("from"),
            fields.optionalInstant("until"));
    if (request.dryRun()) {
      return Answer.ok(new RetryWire(retries.count(request.caller().scope(), feed, query)));
    }
    JobRoutes.Wire wire =
        JobRoutes.Wire.of(retries.begin(request.caller(), feed, query), request.ids());
    return Answer.accepted(wire, V1.BASE + "/jobs/" + wire.id());
  }

  private Feed known(Request request) {
    return feeds
        .find(request.caller().scope(), request.id(Ids.Kind.FEED))
        .orElseThrow(() -> request.unknown(Ids.Kind.FEED));
  }

  private static Optional<Duration> acceptance(Fields fields) {
    return fields.optionalWhole("acceptanceDays", 1, 10_000).map(Duration::ofDays);
  }
}
