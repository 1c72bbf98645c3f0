// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RetentionTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  /** Whoever adds a table says there how long its rows are kept, and sees to it. */
  @Test
  void docsOperationsSaysOfEveryTableHowLongItsRowsAreKept() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    String chapter = page.substring(page.indexOf("## How long things are kept"));
    TreeSet<String> named = new TreeSet<>();
    chapter
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", -1)[1])
        .forEach(cell ->
            Pattern.compile("`([a-z_0-9]+)`")
                .matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(named::add));
    List<String> tables =
        database
            .database()
            .read(handle ->
                handle
                    .createQuery(
                        """
                        select relname from pg_class
                        where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
                          and relname <> 'flyway_schema_history'
                        """)
                    .mapTo(String.class)
                    .list());
    assertThat(named).containsExactlyInAnyOrderElementsOf(tables);
  }
}
