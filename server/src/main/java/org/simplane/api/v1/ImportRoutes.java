// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.simplane.Permission;
import org.simplane.account.ImportRow;
import org.simplane.account.Imports;
import org.simplane.inventory.ExportOptions;
import org.simplane.inventory.RowResult;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.job.Reports;
import org.simplane.lifecycle.Lifecycle;
import tools.jackson.databind.JsonNode;

/** {@code /sims/import} and {@code /sims/export}: the inventory as CSV. */
final class ImportRoutes {

  private final Imports imports;
  private final Subscriptions subscriptions;
  private final Lifecycle lifecycle;

  ImportRoutes(Imports imports, Subscriptions subscriptions, Lifecycle lifecycle) {
    this.imports = imports;
    this.subscriptions = subscriptions;
    this.lifecycle = lifecycle;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/sims/import", Permission.IMPORT_SUBSCRIPTIONS, this::begin)
            .taking("account", "wait")
            .streaming(),
        Route.get("/sims/export", Permission.READ_SUBSCRIPTIONS, this::export)
            .taking("puks", "spreadsheet", "sort")
            .taking(SimSelection.PARAMETERS),
        Route.get("/jobs/{id}/report", Permission.READ_SUBSCRIPTIONS, this::report),
        Route.get("/jobs/{id}/rows", Permission.READ_SUBSCRIPTIONS, this::rows).paged("outcome"));
  }

  /**
   * What became of an import.
   *
   * @param rows the first 1,000 that were rejected
   * @param error why it came to nothing as a whole
   */
  record ReportWire(
      Optional<Boolean> dryRun,
      Optional<Long> added,
      Optional<Long> updated,
      Optional<Long> unchanged,
      Optional<Long> rejected,
      List<RowWire> rows,
      Optional<String> error) {

    static ReportWire of(JsonNode report) {
      List<RowWire> rows = new ArrayList<>();
      for (JsonNode row : report.path("rows")) {
        rows.add(
            new RowWire(
                row.path("line").longValue(),
                text(row.get("businessId")).filter(text -> !text.isEmpty()),
                text(row.get("column")),
                text(row.get("message"))));
      }
      return new ReportWire(
          Optional.ofNullable(report.get("dryRun")).map(JsonNode::booleanValue),
          count(report.get("added")),
          count(report.get("updated")),
          count(report.get("unchanged")),
          count(report.get("rejected")),
          rows,
          text(report.get(Reports.ERROR)));
    }

    private static Optional<Long> count(@Nullable JsonNode node) {
      return Optional.ofNullable(node).map(JsonNode::longValue);
    }

    private static Optional<String> text(@Nullable JsonNode node) {
      return Optional.ofNullable(node).map(JsonNode::stringValue);
    }
  }

  /** A row that was rejected. */
  record RowWire(
      long line, Optional<String> sim, Optional<String> column, Optional<String> message) {}

  /** What became of a row of the file. */
  record ResultWire(
      long line,
      RowResult.Outcome outcome,
      Optional<String> sim,
      Optional<String> column,
      Optional<String> message) {

    static ResultWire of(ImportRow row) {
      RowResult result = row.result();
      return new ResultWire(
          result.line(),
          result.outcome(),
          Optional.of(result.businessId()).filter(text -> !text.isEmpty()),
          result.column(),
          result.message());
    }
  }

  private Answer begin(Request request) {
    String type = request.mediaType();
    if (!type.equals("text/csv")) {
      throw Fields.invalid("Content-Type", "must be text/csv");
    }
    long account =
        request
            .parameterId(Ids.Kind.ACCOUNT, "account")
            .orElseThrow(() -> Fields.invalid("account", "is missing"));
    Optional<Integer> wait = request.whole("wait", 0, 60);
    try {
      Job job = imports.begin(request.caller(), account, request.stream(), request.dryRun());
      if (wait.isPresent() && wait.get() > 0) {
        job = lifecycle.await(request.caller().scope(), job.id(), Duration.ofSeconds(wait.get()));
      }
      JobRoutes.Wire wire = JobRoutes.Wire.of(job, request.ids());
      return Answer.accepted(wire, V1.BASE + "/jobs/" + wire.id());
    } catch (IOException e) {
      throw Fields.invalid("", "The file broke off");
    }
  }

  private Answer report(Request request) {
    JsonNode report =
        imports
            .report(request.caller().scope(), request.id(Ids.Kind.JOB))
            .orElseThrow(() -> request.unknown(Ids.Kind.JOB));
    return Answer.ok(ReportWire.of(report));
  }

  private Answer rows(Request request) {
    long job = request.id(Ids.Kind.JOB);
    if (imports.report(request.caller().scope(), job).isEmpty()) {
      throw request.unknown(Ids.Kind.JOB);
    }
    int limit = request.limit();
    List<ImportRow> rows =
        imports.rows(
            request.caller().scope(),
            job,
            request.word("outcome", RowResult.Outcome.class),
            request.cursor().orElse(0),
            limit + 1);
    List<ImportRow> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    OptionalLong next =
        rows.size() > limit ? OptionalLong.of(shown.getLast().number()) : OptionalLong.empty();
    return Answer.ok(ListWire.of(shown, next, request.ids(), ResultWire::of));
  }

  private Answer export(Request request) {
    boolean puks = request.flag("puks");
    if (puks) {
      request.caller().require(Permission.READ_PUKS);
    }
    ExportOptions options = new ExportOptions(request.flag("spreadsheet"), puks, (_, _) -> {});
    SubscriptionQuery query = SimSelection.page(request);
    return new Answer.Stream(
        200,
        "text/csv;charset=utf-8",
        out -> {
          BufferedWriter writer =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          subscriptions.exportCsv(request.caller(), query, writer, options);
          writer.flush();
        },
        Map.of("Content-Disposition", "attachment; filename=\"sims.csv\""));
  }
}
