// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVRecord;
import org.simplane.operator.Iccid;

/**
 * A row as read and found well-formed. What a map does not hold is to stay as it is; an empty value
 * is to be taken away.
 *
 * @param rounded the ICCID looks like a number that a spreadsheet cut after 15 digits
 */
record CsvRow(
    long line,
    String businessId,
    Map<Field, Optional<String>> fields,
    Map<String, Optional<String>> attributes,
    Optional<List<String>> tags,
    Optional<String> organisation,
    Puks puks,
    boolean rounded) {

  /** Takes a value away; an empty cell leaves it. */
  static final String CLEAR = "#clear";

  private static final int SPREADSHEET_DIGITS = 15;

  /** A cell that cannot be taken; {@code column} is where. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String column;

    Malformed(String column, String message) {
      super(message, null, false, false);
      this.column = column;
    }

    String column() {
      return column;
    }
  }

  static CsvRow read(CSVRecord record, long line, CsvColumns columns) throws Malformed {
    Map<Field, Optional<String>> fields = new EnumMap<>(Field.class);
    boolean rounded = false;
    for (Map.Entry<Field, Integer> column : columns.fields().entrySet()) {
      String raw = raw(record, column.getValue());
      Field field = column.getKey();
      Cell cell = cell(raw, field.column(), field::normal);
      if (cell.given()) {
        fields.put(field, cell.value());
      }
      rounded |= field == Field.ICCID && raw.indexOf('"') < 0 && isRounded(cell.value());
    }
    Map<String, Optional<String>> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> column : columns.attributes().entrySet()) {
      String name = CsvColumns.ATTRIBUTE + column.getKey();
      Cell cell = cell(raw(record, column.getValue()), name, UnaryOperator.identity());
      if (cell.given()) {
        Optional<String> problem =
            PatchCheck.attributeProblem(column.getKey(), cell.value().orElse(""));
        if (problem.isPresent()) {
          throw new Malformed(name, problem.get());
        }
        attributes.put(column.getKey(), cell.value());
      }
    }
    Optional<String> organisation = otherCell(record, columns, CsvColumns.ORGANISATION).value();
    Puks puks =
        new Puks(puk(record, columns, CsvColumns.PUK1), puk(record, columns, CsvColumns.PUK2));
    return new CsvRow(
        line,
        businessId(fields),
        fields,
        attributes,
        tags(record, columns),
        organisation,
        puks,
        rounded);
  }

  /** What can be told of a row that cannot be read. */
  static String businessId(CSVRecord record, CsvColumns columns) {
    Integer column = columns.fields().get(Field.ICCID);
    Integer serial = columns.fields().get(Field.TERMINAL_SERIAL);
    String iccid = column == null ? "" : raw(record, column);
    String text = iccid.isEmpty() && serial != null ? raw(record, serial) : iccid;
    return text.length() > 64 ? text.substring(0, 64) : text;
  }

  private static String businessId(Map<Field, Optional<String>> fields) throws Malformed {
    Optional<String> iccid = fields.getOrDefault(Field.ICCID, Optional.empty());
    Optional<String> serial = fields.getOrDefault(Field.TERMINAL_SERIAL, Optional.empty());
    if (iccid.isPresent() == serial.isPresent()) {
      throw new Malformed(
          Field.ICCID.column(),
          iccid.isPresent()
              ? "A SIM has no terminal serial number"
              : "Neither ICCID nor terminal serial number");
    }
    return iccid.or(() -> serial).orElseThrow();
  }

  /** The card's number as cards are compared by; empty for a terminal. */
  Optional<String> iccidCore() {
    return fields
        .getOrDefault(Field.ICCID, Optional.empty())
        .map(digits -> new Iccid(digits).core());
  }

  Optional<String> field(Field field) {
    return fields.getOrDefault(field, Optional.empty());
  }

  private static Optional<List<String>> tags(CSVRecord record, CsvColumns columns)
      throws Malformed {
    Cell cell = otherCell(record, columns, CsvColumns.TAGS);
    if (!cell.given()) {
      return Optional.empty();
    }
    List<String> tags =
        Arrays.stream(cell.value().orElse("").split(Draft.LIST_SEPARATOR))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .toList();
    Optional<String> problem = PatchCheck.tagsProblem(tags);
    if (problem.isPresent()) {
      throw new Malformed(CsvColumns.TAGS, problem.get());
    }
    return Optional.of(tags);
  }

  private static Optional<String> puk(CSVRecord record, CsvColumns columns, String name)
      throws Malformed {
    Optional<String> puk = otherCell(record, columns, name).value();
    if (puk.isPresent() && !puk.get().matches("[0-9]{8}")) {
      throw new Malformed(name, "A PUK has 8 digits");
    }
    return puk;
  }

  private static Cell otherCell(CSVRecord record, CsvColumns columns, String name)
      throws Malformed {
    Integer column = columns.others().get(name);
    return column == null ? Cell.EMPTY : cell(raw(record, column), name, UnaryOperator.identity());
  }

  /** What a cell says: nothing, a value, or that there is to be none. */
  private record Cell(boolean given, Optional<String> value) {

    static final Cell EMPTY = new Cell(false, Optional.empty());
  }

  private static Cell cell(String raw, String column, UnaryOperator<String> normal)
      throws Malformed {
    String text = unprotected(raw);
    if (text.isEmpty()) {
      return Cell.EMPTY;
    }
    if (text.equals(CLEAR)) {
      return new Cell(true, Optional.empty());
    }
    if (text.indexOf('\0') >= 0) {
      throw new Malformed(column, "Holds control characters");
    }
    try {
      return new Cell(true, Optional.of(normal.apply(text)));
    } catch (IllegalArgumentException e) {
      throw new Malformed(column, PatchCheck.message(e));
    }
  }

  private static String raw(CSVRecord record, int column) {
    return column < record.size() ? record.get(column).strip() : "";
  }

  /**
   * Without what was written to keep a spreadsheet from changing the cell: {@code ="..."} or an
   * apostrophe.
   */
  private static String unprotected(String cell) {
    if (cell.length() >= 3 && cell.startsWith("=\"") && cell.endsWith("\"")) {
      return cell.substring(2, cell.length() - 1).replace("\"\"", "\"").strip();
    }
    boolean defused =
        cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r'".indexOf(cell.charAt(1)) >= 0;
    return defused ? cell.substring(1) : cell;
  }

  private static boolean isRounded(Optional<String> iccid) {
    return iccid.isPresent()
        && iccid.get().length() > SPREADSHEET_DIGITS
        && iccid.get().chars().skip(SPREADSHEET_DIGITS).allMatch(c -> c == '0');
  }
}
