// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Locale;
import org.simplane.db.CopyBytes;

/** Visited networks as numbers, so that summing needs no text: MCC, length of the MNC, MNC. */
final class Networks {

  /** No network told. */
  static final int NONE = 0;

  private static final byte[] DASH = {'-'};

  private Networks() {}

  /** Reads both fields (-1: no such column); gives -1 for what is no network. */
  static int read(CsvReader csv, int mccField, int mncField) {
    int mccLength = mccField < 0 ? 0 : csv.end(mccField) - csv.start(mccField);
    int mncLength = mncField < 0 ? 0 : csv.end(mncField) - csv.start(mncField);
    if (mccLength == 0 && mncLength == 0) {
      return NONE;
    }
    if (mccLength != 3 || mncLength < 2 || mncLength > 3) {
      return -1;
    }
    int mcc = digits(csv.bytes(), csv.start(mccField), 3);
    int mnc = digits(csv.bytes(), csv.start(mncField), mncLength);
    return mcc < 0 || mnc < 0 ? -1 : mcc * 10_000 + mncLength * 1_000 + mnc;
  }

  /** Writes {@code 262-01} as a field of a COPY row. */
  static void write(CsvReader csv, int mccField, int mncField, CopyBytes out) {
    int mncLength = csv.end(mncField) - csv.start(mncField);
    out.putInt(4 + mncLength);
    out.put(csv.bytes(), csv.start(mccField), 3);
    out.put(DASH, 0, 1);
    out.put(csv.bytes(), csv.start(mncField), mncLength);
  }

  private static int digits(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** {@code 262-01}; empty for none. */
  static String text(int network) {
    if (network == NONE) {
      return "";
    }
    int mcc = network / 10_000;
    int mncLength = network / 1_000 % 10;
    int mnc = network % 1_000;
    return String.format(Locale.ROOT, mncLength == 2 ? "%03d-%02d" : "%03d-%03d", mcc, mnc);
  }
}
