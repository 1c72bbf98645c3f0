// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A measured value, the median of several rounds where there were several.
 *
 * @param ratio against the limit measured in the same run
 * @param aim what it should be, in words; empty where there is none
 * @param reached whether it is; true where there is no aim
 */
record Figure(String what, String value, OptionalDouble ratio, String aim, boolean reached) {

  static Figure of(String what, String value) {
    return new Figure(what, value, OptionalDouble.empty(), "", true);
  }

  static Figure ratio(String what, String value, double ratio, double atLeast) {
    return new Figure(
        what, value, OptionalDouble.of(ratio), ">= " + decimals(atLeast, 2), ratio >= atLeast);
  }

  static Figure ratio(String what, String value, double ratio) {
    return new Figure(what, value, OptionalDouble.of(ratio), "", true);
  }

  static Figure aimed(String what, String value, String aim, boolean reached) {
    return new Figure(what, value, OptionalDouble.empty(), aim, reached);
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** With as many decimals. */
  static String decimals(double value, int count) {
    return String.format(Locale.ROOT, "%." + count + "f", value);
  }
}
