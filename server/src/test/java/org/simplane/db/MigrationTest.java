// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class MigrationTest {

  @AutoClose private final TestDatabase empty = TestDatabase.empty();

  @Test
  void buildsTheSchemaFromNothingThoughTwoNodesDoSoAtOnce() {
    try (Database first = Database.open(empty.login(), 2);
        Database second = Database.open(empty.login(), 2)) {
      CompletableFuture.allOf(
              Stream.of(first, second)
                  .map(node -> CompletableFuture.runAsync(node::migrate))
                  .toArray(CompletableFuture[]::new))
          .join();
      List<String> failed =
          first.read(h ->
              h.createQuery("select script from flyway_schema_history where not success")
                  .mapTo(String.class)
                  .list());
      assertThat(failed).isEmpty();
      assertThat(first.read(PartitionStore::tables)).contains("audit", "usage_record");
    }
  }
}
