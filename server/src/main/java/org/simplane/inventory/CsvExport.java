// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.db.Database;

/**
 * Writes what a query asks for, page by page along its order, so that a file of any length needs
 * the memory of a page.
 */
final class CsvExport {

  private static final int PAGE = 1_000;

  /** What a spreadsheet would round, or take leading zeros from. */
  private static final Set<Field> NUMBERS =
      Set.of(
          Field.ICCID,
          Field.OPERATOR_KEY,
          Field.SERIAL_NUMBER,
          Field.TERMINAL_SERIAL,
          Field.EID,
          Field.IMSI,
          Field.IMSI_2,
          Field.MSISDN_DATA,
          Field.MSISDN_VOICE,
          Field.MSISDN_FAX,
          Field.IMEI,
          Field.LOCKED_IMEI);

  private final Database database;
  private final PukVault puks;
  private final Trail trail;
  private final Caller caller;
  private final ExportOptions options;

  CsvExport(Database database, PukVault puks, Trail trail, Caller caller, ExportOptions options) {
    this.database = database;
    this.puks = puks;
    this.trail = trail;
    this.caller = caller;
    this.options = options;
  }

  long run(SubscriptionQuery query, Appendable out) throws IOException {
    Scope scope = caller.scope();
    Map<Long, String> names = database.read(handle -> ImportStore.organisationNames(scope, handle));
    List<String> attributes = database.read(handle -> ImportStore.attributeNames(scope, handle));
    // Not closed: the writer is the caller's.
    CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
    printer.printRecord(header(attributes));
    Optional<Position> after = Optional.empty();
    long done = 0;
    List<ListStore.Placed> page;
    do {
      Optional<Position> from = after;
      page = database.read(handle -> ListStore.rows(scope, handle, query, false, from, 0, PAGE));
      List<Subscription> rows = page.stream().map(ListStore.Placed::subscription).toList();
      Map<Long, Puks> codes = options.puks() ? puks(scope, rows) : Map.of();
      for (Subscription s : rows) {
        printer.printRecord(
            row(s, names.getOrDefault(s.organisation(), ""), attributes, codes.get(s.id())));
      }
      done += rows.size();
      options.progress().at(done, OptionalLong.empty());
      after = page.isEmpty() ? after : Optional.of(page.getLast().position());
    } while (page.size() == PAGE);
    printer.flush();
    return done;
  }

  private Map<Long, Puks> puks(Scope scope, List<Subscription> rows) {
    return database.inTransaction(transaction -> {
      List<Long> ids = rows.stream().map(Subscription::id).toList();
      Map<Long, Puks> codes = puks.read(scope, transaction.handle(), ids);
      trail.pukRead(
          transaction, caller, rows.stream().filter(s -> codes.containsKey(s.id())).toList());
      return codes;
    });
  }

  private List<String> header(List<String> attributes) {
    List<String> header = new ArrayList<>();
    for (Field field : Field.values()) {
      header.add(field.column());
    }
    header.add(CsvColumns.ORGANISATION);
    header.add(CsvColumns.TAGS);
    attributes.forEach(name -> header.add(CsvColumns.ATTRIBUTE + name));
    header.addAll(CsvColumns.READ_ONLY);
    if (options.puks()) {
      header.add(CsvColumns.PUK1);
      header.add(CsvColumns.PUK2);
    }
    return header;
  }

  private List<String> row(
      Subscription s, String organisation, List<String> attributes, @Nullable Puks codes) {
    Draft draft = Draft.of(s);
    List<String> row = new ArrayList<>();
    for (Field field : Field.values()) {
      String value = draft.get(field).orElse("");
      row.add(NUMBERS.contains(field) ? number(value) : text(value));
    }
    row.add(text(organisation));
    row.add(text(String.join(Draft.LIST_SEPARATOR, s.tags())));
    attributes.forEach(name -> row.add(text(s.attributes().getOrDefault(name, ""))));
    Standing standing = s.standing();
    row.add(text(standing.operatorStatus()));
    row.add(standing.intended().map(Enum::name).orElse(""));
    row.add(text(standing.reason().orElse("")));
    row.add(standing.requestedAt().map(Object::toString).orElse(""));
    row.add(standing.changedAt().map(Object::toString).orElse(""));
    row.add(s.asOf().toString());
    row.add(s.createdAt().toString());
    row.add(s.updatedAt().toString());
    if (options.puks()) {
      row.add(codes == null ? "" : number(codes.puk1().orElse("")));
      row.add(codes == null ? "" : number(codes.puk2().orElse("")));
    }
    return row;
  }

  private String number(String value) {
    return options.forSpreadsheets() && !value.isEmpty()
        ? "=\"" + value.replace("\"", "\"\"") + "\""
        : text(value);
  }

  /** A text that begins like a formula is one to a spreadsheet, whoever wrote it. */
  private String text(String value) {
    return options.forSpreadsheets()
            && !value.isEmpty()
            && "=+-@\t\r'".indexOf(value.charAt(0)) >= 0
        ? "'" + value
        : value;
  }
}
