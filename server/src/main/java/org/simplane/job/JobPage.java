// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some jobs, newest first.
 *
 * @param next what to give as {@code before} for the following page; empty at the end
 */
public record JobPage(List<Job> jobs, OptionalLong next) {

  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
