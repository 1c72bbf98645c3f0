// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * A pool of connections behind a semaphore. With many virtual threads waiting for few connections
 * the pool by itself spins; threads that wait here cost nothing.
 */
final class Connections implements ConnectionFactory, AutoCloseable {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final HikariDataSource pool;
  private final Semaphore free;

  Connections(DatabaseLogin login, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(size);
    config.setPoolName("database");
    config.setConnectionTimeout(LONGEST_WAIT.toMillis());
    config.addDataSourceProperty("ApplicationName", "simplane");
    config.addDataSourceProperty("assumeMinServerVersion", "15");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    pool = new HikariDataSource(config);
    free = new Semaphore(size);
  }

  @Override
  public Connection openConnection() throws SQLException {
    try {
      if (!free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "No database connection became free within " + LONGEST_WAIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
    }
    try {
      return pool.getConnection();
    } catch (SQLException | RuntimeException e) {
      free.release();
      throw e;
    }
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    try {
      connection.close();
    } finally {
      free.release();
    }
  }

  DataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
