// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.simplane.db.TestDatabase;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.Pace;
import org.simplane.simulator.contract.OperatorHttpContract;

/**
 * The client that adapters are lent in earnest keeps the promises of the one they are tested with.
 */
final class GovernorHttpTest implements OperatorHttpContract {

  @AutoClose private static final TestDatabase database = TestDatabase.create();

  @AutoClose
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final OperatorHttp governor =
      new Governor(
          "the operator",
          1,
          Pace.UNLIMITED,
          client,
          database.database(),
          Clock.systemUTC(),
          AccountConfig.of(true));

  @Override
  public OperatorHttp http() {
    return governor;
  }
}
