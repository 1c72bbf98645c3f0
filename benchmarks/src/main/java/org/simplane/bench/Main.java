// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the benches named on the command line, or all, and prints a table for each. */
public final class Main {

  private static final List<Bench> BENCHES =
      List.of(
          new FleetBench(),
          new BulkBench(),
          new IngestBench(),
          new WebhookBench(),
          new SmsBench(),
          new ProductsBench(),
          new BatchBench());

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    // Libraries report at INFO what nobody measures.
    Logger.getLogger("").setLevel(Level.WARNING);
    List<String> wanted = List.of(arguments);
    if (wanted.contains("--help") || !known().containsAll(wanted)) {
      System.out.println("Usage: ./bench [name ...]   (all when none is named)");
      BENCHES.forEach(bench -> System.out.printf("  %-12s %s%n", bench.name(), bench.about()));
      System.exit(wanted.contains("--help") ? 0 : 1);
    }
    boolean reached = true;
    for (Bench bench : BENCHES) {
      if (wanted.isEmpty() || wanted.contains(bench.name())) {
        System.out.printf("%n%s: %s%n", bench.name(), bench.about());
        List<Figure> figures = bench.run(what -> System.out.println("  ... " + what));
        print(figures);
        reached &= figures.stream().allMatch(Figure::reached);
      }
    }
    System.out.println(
        reached ? "\nEvery aim was reached." : "\nSome aims were missed, see above.");
    System.exit(0);
  }

  private static List<String> known() {
    return BENCHES.stream().map(Bench::name).toList();
  }

  private static void print(List<Figure> figures) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "median", "ratio", "aim", ""});
    for (Figure figure : figures) {
      rows.add(
          new String[] {
            figure.what(),
            figure.value(),
            figure.ratio().isPresent() ? Figure.decimals(figure.ratio().getAsDouble(), 3) : "",
            figure.aim(),
            figure.aim().isEmpty() ? "" : figure.reached() ? "reached" : "missed"
          });
    }
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    for (String[] row : rows) {
      System.out.printf(
          "  %-" + width + "s  %18s  %7s  %-22s %s%n", row[0], row[1], row[2], row[3], row[4]);
    }
  }
}
