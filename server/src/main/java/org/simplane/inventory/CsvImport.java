// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVRecord;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.db.Database;

/**
 * Imports one file, some thousand rows to a transaction, so that a file of any length needs the
 * same memory but for the numbers seen.
 */
final class CsvImport {

  private static final int BATCH = 2_000;

  private final Database database;
  private final ImportBatch.Tools tools;
  private final Caller caller;
  private final WriteStore.Account account;
  private final ImportOptions options;
  private final Supplier<Instant> now;

  private final LongSet seenCards = new LongSet();
  private final LongSet seenImsis = new LongSet();
  private final List<RowResult> firstRejected = new ArrayList<>();
  private final long[] counts = new long[RowResult.Outcome.values().length];

  CsvImport(
      Database database,
      ImportBatch.Tools tools,
      Caller caller,
      WriteStore.Account account,
      ImportOptions options,
      Supplier<Instant> now) {
    this.database = database;
    this.tools = tools;
    this.caller = caller;
    this.account = account;
    this.options = options;
    this.now = now;
  }

  ImportReport run(Reader reader) {
    try (CsvFile file = new CsvFile(reader)) {
      CsvColumns columns = CsvColumns.of(file.columns());
      if (columns.hasPuks()) {
        caller.require(Permission.READ_PUKS);
      }
      Map<String, Set<Long>> organisations =
          columns.others().containsKey(CsvColumns.ORGANISATION)
              ? database.read(handle -> ImportStore.organisations(caller.scope(), handle))
              : Map.of();
      read(file, columns, organisations);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ImportReport(
        count(RowResult.Outcome.ADDED),
        count(RowResult.Outcome.UPDATED),
        count(RowResult.Outcome.UNCHANGED),
        count(RowResult.Outcome.REJECTED),
        firstRejected,
        options.dryRun());
  }

  private void read(CsvFile file, CsvColumns columns, Map<String, Set<Long>> organisations) {
    List<ImportBatch.Line> lines = new ArrayList<>(BATCH);
    boolean more = true;
    while (more) {
      try {
        Optional<CSVRecord> record = file.next();
        more = record.isPresent();
        if (more) {
          lines.add(line(record.get(), file.line(), file.width(), columns));
        }
      } catch (FailureException e) {
        more = false;
        lines.add(
            rejected(
                file.line(),
                "",
                "",
                e.failure().message() + "; the rest of the file was not read"));
      }
      if (lines.size() >= BATCH || (!more && !lines.isEmpty())) {
        take(lines, organisations);
        lines = new ArrayList<>(BATCH);
      }
    }
  }

  private ImportBatch.Line line(CSVRecord record, long line, int width, CsvColumns columns) {
    try {
      checkSurplus(record, width);
      CsvRow row = CsvRow.read(record, line, columns);
      if (!isNew(seenCards, row.iccidCore().orElse(row.businessId()))) {
        return rejected(
            line,
            row.businessId(),
            Field.ICCID.column(),
            "Is in this file before, perhaps without check digit");
      }
      Optional<String> imsi = row.field(Field.IMSI);
      if (imsi.isPresent() && !isNew(seenImsis, imsi.get())) {
        return rejected(
            line,
            row.businessId(),
            Field.IMSI.column(),
            "Is in this file before, with another SIM");
      }
      return new ImportBatch.Line(Optional.of(row), Optional.empty());
    } catch (CsvRow.Malformed e) {
      String message = e.getMessage();
      return rejected(
          line,
          CsvRow.businessId(record, columns),
          e.column(),
          message == null ? "Cannot be understood" : message);
    }
  }

  /**
   * Such as of a text with a comma and without quotes: what stands behind it is in wrong columns.
   */
  private static void checkSurplus(CSVRecord record, int width) throws CsvRow.Malformed {
    for (int i = width; i < record.size(); i++) {
      if (!record.get(i).isBlank()) {
        throw new CsvRow.Malformed(
            "",
            "Has %d cells where the header has %d; a text that holds the delimiter stands in quotes"
                .formatted(record.size(), width));
      }
    }
  }

  /** Up to 19 digits exactly, anything else by a hash of 64 bits. */
  private static boolean isNew(LongSet seen, String text) {
    long value = 1125899906842597L;
    if (text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      value = Long.parseUnsignedLong(text);
    } else {
      for (int i = 0; i < text.length(); i++) {
        value = (value ^ text.charAt(i)) * 0x9E3779B97F4A7C15L + (value >>> 29);
      }
    }
    return seen.add(value);
  }

  private static ImportBatch.Line rejected(
      long line, String businessId, String column, String message) {
    return new ImportBatch.Line(
        Optional.empty(),
        Optional.of(
            new RowResult(
                line,
                businessId,
                RowResult.Outcome.REJECTED,
                column.isEmpty() ? Optional.empty() : Optional.of(column),
                Optional.of(message))));
  }

  private void take(List<ImportBatch.Line> lines, Map<String, Set<Long>> organisations) {
    List<RowResult> results;
    try {
      results =
          database.inTransaction(transaction -> {
            ImportBatch batch =
                new ImportBatch(tools, transaction, caller, account, organisations, now.get());
            List<RowResult> done = batch.take(lines);
            if (options.dryRun()) {
              throw new NotKept(done);
            }
            return done;
          });
    } catch (NotKept dryRun) {
      results = dryRun.results;
    }
    for (RowResult result : results) {
      counts[result.outcome().ordinal()]++;
      if (result.outcome() == RowResult.Outcome.REJECTED
          && firstRejected.size() < ImportReport.MOST_REJECTED) {
        firstRejected.add(result);
      }
      options.results().accept(result);
    }
    long done = 0;
    for (long count : counts) {
      done += count;
    }
    OptionalLong expected = options.rowsExpected();
    options.progress().at(done, expected);
  }

  private long count(RowResult.Outcome outcome) {
    return counts[outcome.ordinal()];
  }

  /** Rolls a dry run back. */
  private static final class NotKept extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<RowResult> results;

    NotKept(List<RowResult> results) {
      super("dry run", null, false, false);
      this.results = results;
    }
  }
}
