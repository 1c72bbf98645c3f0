// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where a PostgreSQL database is, and as whom to come.
 *
 * @param url as JDBC writes it, {@code jdbc:postgresql://host:5432/name}
 */
public record DatabaseLogin(String url, String user, String password) {

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** The same server and user, another database on it. */
  public DatabaseLogin on(String database) {
    int parameters = url.indexOf('?');
    String address = parameters < 0 ? url : url.substring(0, parameters);
    String rest = parameters < 0 ? "" : url.substring(parameters);
    return new DatabaseLogin(
        address.substring(0, address.lastIndexOf('/') + 1) + database + rest, user, password);
  }

  @Override
  public String toString() {
    return user + " at " + url.replaceAll("password=[^&]*", "password=***");
  }
}
