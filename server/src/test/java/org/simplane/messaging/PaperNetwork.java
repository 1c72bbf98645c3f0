// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;

/**
 * A network whose devices are on the air as the test says; it drops repeats by id, as it has to.
 */
final class PaperNetwork implements ShortMessageLink {

  final Set<String> onAir = ConcurrentHashMap.newKeySet();
  final Set<String> refused = ConcurrentHashMap.newKeySet();
  final List<Submission> handed = new CopyOnWriteArrayList<>();
  final Map<String, Submission> delivered = new ConcurrentHashMap<>();
  volatile OperatorException.@Nullable Kind broken;
  volatile boolean losesAnswers;
  volatile Runnable inDelivery = () -> {};

  @Override
  public List<Answer> submit(List<Submission> submissions) throws OperatorException {
    OperatorException.Kind problem = broken;
    if (problem != null) {
      throw new OperatorException(problem, "The network is broken");
    }
    handed.addAll(submissions);
    inDelivery.run();
    List<Answer> answers = new ArrayList<>();
    for (Submission submission : submissions) {
      String id = submission.id().substring(0, submission.id().indexOf('-'));
      if (delivered.containsKey(id)) {
        answers.add(new Answer(Result.DELIVERED, ""));
      } else if (refused.contains(submission.card())) {
        answers.add(new Answer(Result.FAILED, "No such card"));
      } else if (onAir.contains(submission.card())) {
        delivered.put(id, submission);
        answers.add(new Answer(Result.DELIVERED, ""));
      } else {
        answers.add(new Answer(Result.ABSENT, "Off the air"));
      }
    }
    if (losesAnswers) {
      throw new OperatorException(OperatorException.Kind.TIMEOUT, "No answer");
    }
    return answers;
  }
}
