// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Reads a CSV file row by row: a header, then comma, semicolon or tab between cells, as the header
 * has it.
 */
final class CsvFile implements AutoCloseable {

  private static final int LONGEST_ROW = 200_000;
  private static final int READ_AHEAD = 20_000;

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final Bounded bounded;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private int width;

  /** Throws {@link Failure.Invalid} when there is no usable header. */
  CsvFile(Reader reader) {
    try {
      BufferedReader buffered = new BufferedReader(reader);
      char delimiter = delimiter(buffered);
      this.bounded = new Bounded(buffered);
      this.parser =
          CSVParser.builder()
              .setReader(bounded)
              .setFormat(
                  CSVFormat.RFC4180
                      .builder()
                      .setDelimiter(delimiter)
                      .setIgnoreEmptyLines(true)
                      .get())
              .get();
      this.records = parser.iterator();
      readHeader();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readHeader() {
    Optional<CSVRecord> header = next();
    if (header.isEmpty()) {
      throw invalid("The file is empty; its first row must name the columns");
    }
    width = header.get().size();
    for (int i = 0; i < width; i++) {
      String name = name(header.get().get(i));
      if (name.isEmpty()) {
        continue;
      }
      if (columns.put(name, i) != null) {
        throw invalid("The column '" + name + "' is there twice");
      }
    }
  }

  private static String name(String cell) {
    String name = cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
    name = name.strip();
    return name.regionMatches(true, 0, CsvColumns.ATTRIBUTE, 0, CsvColumns.ATTRIBUTE.length())
        ? CsvColumns.ATTRIBUTE + name.substring(CsvColumns.ATTRIBUTE.length())
        : name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }

  /** Where each column is, by its name. */
  Map<String, Integer> columns() {
    return columns;
  }

  /** How many cells the header has. */
  int width() {
    return width;
  }

  /**
   * Empty at the end.
   *
   * @throws FailureException {@link Failure.Invalid} when the file cannot be read on, such as after
   *     a quote that is not closed
   */
  Optional<CSVRecord> next() {
    bounded.allowed = LONGEST_ROW + READ_AHEAD;
    try {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException || e.getCause() instanceof TooLong) {
        throw invalid(
            "Cannot be read on from line "
                + line()
                + ": a quote is not closed, or text follows a closed one");
      }
      throw e;
    } catch (IllegalStateException e) {
      throw invalid("Cannot be read on from line " + line() + ": a quote is not closed");
    }
  }

  /** The line that was last read. */
  long line() {
    return parser.getCurrentLineNumber();
  }

  private static char delimiter(BufferedReader reader) throws IOException {
    reader.mark(READ_AHEAD);
    char found = ',';
    for (int i = 0; i < READ_AHEAD - 1; i++) {
      int c = reader.read();
      if (c == ';' || c == '\t' || c == ',') {
        found = (char) c;
        break;
      }
      if (c < 0 || c == '\n') {
        break;
      }
    }
    reader.reset();
    return found;
  }

  private static FailureException invalid(String message) {
    return new FailureException(Failure.Invalid.field("", message));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** A quote that is never closed must not read a whole file into one cell. */
  private static final class Bounded extends FilterReader {

    private int allowed = LONGEST_ROW + READ_AHEAD;

    Bounded(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      allowed -= Math.max(read, 0);
      if (allowed < 0) {
        throw new TooLong();
      }
      return read;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (--allowed < 0) {
        throw new TooLong();
      }
      return read;
    }
  }

  /** A row that goes on and on. */
  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
