// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Failure;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.FailureException;
import org.simplane.Transaction;
import org.simplane.operator.OperatorPlatform;

/** What holds for accounts of every platform. */
final class AccountRules {

  private static final Duration SYNC_OFTEN = Duration.ofSeconds(10);

  private AccountRules() {}

  static List<Problem> problems(String name, Duration syncEvery) {
    List<Problem> problems = new ArrayList<>();
    if (name.isBlank() || name.length() > 200) {
      problems.add(new Problem("name", "has 1 to 200 characters"));
    }
    if (!syncEvery.isZero() && syncEvery.compareTo(SYNC_OFTEN) < 0) {
      problems.add(
          new Problem("syncEvery", "is 0, or at least " + SYNC_OFTEN.toSeconds() + " seconds"));
    }
    return problems;
  }

  /** Of secret settings that are to be replaced. */
  static List<Problem> problemsOfSecrets(OperatorPlatform platform, Map<String, String> renewed) {
    Set<String> secretKeys = AccountSettings.secretKeys(platform);
    List<Problem> problems = new ArrayList<>();
    new TreeSet<>(renewed.keySet())
        .forEach(key -> {
          if (!secretKeys.contains(key)) {
            problems.add(
                new Problem(
                    "secrets." + key, "is not a secret setting of '" + platform.name() + "'"));
          }
        });
    if (renewed.isEmpty()) {
      problems.add(
          new Problem(
              "secrets", "are missing; there are " + secretKeys.stream().sorted().toList()));
    }
    return problems;
  }

  static List<String> names(List<OperatorPlatform> platforms) {
    return platforms.stream().map(OperatorPlatform::name).sorted().toList();
  }

  static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }

  static void refuseTakenName(
      Transaction transaction, long organisation, String name, long except) {
    if (AccountStore.nameTaken(transaction, organisation, name, except)) {
      throw new FailureException(
          new Failure.Conflict("There is an account named '" + name + "' already"));
    }
  }
}
