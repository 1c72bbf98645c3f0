// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of our CDR CSV; docs/usage.md says what each holds. In the file they come in any
 * order, others among them.
 */
enum CdrColumn {
  RECORD_ID,
  RECORD_TYPE,
  BEARER,
  DIRECTION,
  ICCID,
  IMSI,
  MSISDN,
  IMEI,
  START,
  END,
  DURATION_S,
  BYTES_UP,
  BYTES_DOWN,
  APN,
  IP,
  VISITED_MCC,
  VISITED_MNC,
  RAT,
  LAC_TAC,
  CELL_ID,
  CHARGING_ID,
  SEQ,
  CAUSE,
  NODE;

  private static final Map<String, CdrColumn> BY_TITLE =
      EnumSet.allOf(CdrColumn.class).stream()
          .collect(Collectors.toMap(CdrColumn::title, column -> column));

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where each column stands in a file, by its header line. */
  @SuppressWarnings("EnumOrdinal") // places in an array that lives as long as a file is read
  static final class Places {

    private final int[] places = new int[CdrColumn.values().length];
    private final int width;

    /**
     * @throws UnreadableException when a column that cannot be done without is missing, or one is
     *     there twice
     */
    Places(CsvReader header) throws UnreadableException {
      Map<CdrColumn, Integer> found = new EnumMap<>(CdrColumn.class);
      for (int i = 0; i < header.fields(); i++) {
        CdrColumn column = BY_TITLE.get(header.text(i).strip().toLowerCase(Locale.ROOT));
        if (column != null && found.put(column, i) != null) {
          throw new UnreadableException("The header names the column " + column.title() + " twice");
        }
      }
      Set<CdrColumn> present = found.keySet();
      need(present, RECORD_ID);
      need(present, START);
      need(present, RECORD_TYPE, BEARER);
      need(present, ICCID, IMSI, MSISDN);
      for (CdrColumn column : CdrColumn.values()) {
        places[column.ordinal()] = found.getOrDefault(column, -1);
      }
      width = header.fields();
    }

    private static void need(Set<CdrColumn> present, CdrColumn... oneOf)
        throws UnreadableException {
      for (CdrColumn column : oneOf) {
        if (present.contains(column)) {
          return;
        }
      }
      throw new UnreadableException(
          "The first line has to name the columns, and among them "
              + Arrays.stream(oneOf).map(CdrColumn::title).collect(Collectors.joining(" or ")));
    }

    /** The field's number in a line, or -1. */
    int of(CdrColumn column) {
      return places[column.ordinal()];
    }

    /** How many fields every line has. */
    int width() {
      return width;
    }
  }
}
