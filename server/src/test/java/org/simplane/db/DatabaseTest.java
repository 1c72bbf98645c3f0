// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.StartException;

final class DatabaseTest {

  @AutoClose private static final TestDatabase test = TestDatabase.create();
  private final Database database = test.database();

  @Test
  void runsInATimeZoneThatNobodyExpects() {
    String zone = database.read(h -> h.createQuery("show timezone").mapTo(String.class).one());
    assertThat(zone).isEqualTo("Asia/Kathmandu");
  }

  @Test
  void keepsNothingOfWorkThatFails() {
    database.useTransaction(t -> t.handle().execute("create table half (a int)"));
    assertThatThrownBy(() ->
            database.useTransaction(t -> {
              t.handle().execute("insert into half values (1)");
              throw new IllegalStateException("half-way");
            }))
        .hasMessage("half-way");
    assertThat(count("half")).isZero();
  }

  @Test
  void tellsOfTheCommitOnlyOnceItIsSure() {
    List<String> seen = new ArrayList<>();
    database.useTransaction(t -> t.handle().execute("create table told (a int)"));
    database.useTransaction(outer -> {
      outer.handle().execute("insert into told values (1)");
      database.useTransaction(inner -> inner.afterCommit(() -> seen.add("rows: " + count("told"))));
      assertThat(seen).isEmpty();
    });
    assertThat(seen).containsExactly("rows: 1");
  }

  @Test
  void plansAStatementEachTimeWhereThatIsAskedFor() {
    database.useTransaction(t -> {
      for (int i = 0; i < 20; i++) {
        var _ =
            t.handle()
                .createQuery("select 1 + :i as planned")
                .bind("i", i)
                .addCustomizer(Planned.EACH_TIME)
                .mapTo(Integer.class)
                .one();
        var _ =
            t.handle()
                .createQuery("select 1 + :i as settled")
                .bind("i", i)
                .mapTo(Integer.class)
                .one();
      }
      assertThat(
              t.handle()
                  .createQuery("select statement from pg_prepared_statements")
                  .mapTo(String.class)
                  .list())
          .anyMatch(statement -> statement.endsWith("as settled"))
          .noneMatch(statement -> statement.endsWith("as planned"));
    });
  }

  @Test
  void tellsNothingAfterARollback() {
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(() ->
            database.useTransaction(t -> {
              t.afterCommit(() -> seen.add("committed"));
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(seen).isEmpty();
  }

  @Test
  void letsManyMoreWorkersWaitThanItHasConnections() throws Exception {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int number = i;
        answers.add(
            workers.submit(() ->
                database.read(h -> h.createQuery("select " + number).mapTo(Integer.class).one())));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(i);
      }
    }
  }

  @Test
  void saysInOneSentenceThatThePasswordIsWrong() {
    DatabaseLogin wrong = new DatabaseLogin(test.login().url(), "nobody_we_know", "wrong");
    assertThatThrownBy(() -> Database.open(wrong, 1))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("nobody_we_know")
        .hasMessageNotContaining("wrong")
        .message()
        .hasLineCount(1);
  }

  private int count(String table) {
    return database.read(
        h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }
}
