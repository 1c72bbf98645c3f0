// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import tools.jackson.databind.node.ObjectNode;

/**
 * How a platform tells what became of a request that is carried out later.
 *
 * @param id the field of the request's id
 * @param state the field of the three words that follow
 * @param why the field of the reason for a refusal
 */
public record Followed(
    String id, String state, String open, String done, String refused, String why) {

  /** The answer to a request that was accepted. */
  public ObjectNode accepted(Records.Job job) {
    return Answers.object().put(id, job.id());
  }

  /** Where it stands by now. */
  public ObjectNode of(Records.Job job, Records records) {
    ObjectNode body = accepted(job);
    if (!records.isDue(job)) {
      return body.put(state, open);
    }
    return job.refusal()
        .map(reason -> body.put(state, refused).put(why, reason))
        .orElseGet(() -> body.put(state, done));
  }
}
