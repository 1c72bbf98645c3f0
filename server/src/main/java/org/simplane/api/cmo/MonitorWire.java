// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.job.JobItem;

/**
 * What becomes of a request that is done later: a Monitor of TMF640 in this dialect's words.
 *
 * @param sourceHref what was asked about
 * @param response what the answer would be if it were given now
 */
record MonitorWire(
    String id,
    String href,
    String sourceHref,
    State state,
    ResponseWire response,
    Instant createdAt,
    Optional<Instant> finishedAt,
    @JsonProperty("@type") String type) {

  /** Where it stands. */
  enum State {
    @JsonProperty("InProgress")
    IN_PROGRESS(202),
    @JsonProperty("Completed")
    COMPLETED(200),
    /** Of a batch: at least one of its items failed. */
    @JsonProperty("InError")
    IN_ERROR(400),
    /** Taken back before it was sent, at least in part. */
    @JsonProperty("Cancelled")
    CANCELLED(409);

    private final int status;

    State(int status) {
      this.status = status;
    }

    static State of(Job job) {
      if (!job.isOver()) {
        return IN_PROGRESS;
      }
      if (job.failed() > 0) {
        return IN_ERROR;
      }
      return job.cancelled() > 0 ? CANCELLED : COMPLETED;
    }
  }

  /** An answer. */
  record ResponseWire(int statusCode, List<String> header, Object body) {}

  /** How far a batch is, with a page of its items. */
  record TaskWire(
      int total,
      int completed,
      int failed,
      int cancelled,
      List<ItemWire> items,
      ListWire.StatisticsWire statistics,
      List<ListWire.LinkWire> links) {}

  /**
   * What became of one product.
   *
   * @param id absent where the product is out of sight by now
   * @param error why it failed
   */
  record ItemWire(
      Optional<String> id,
      Optional<String> href,
      ItemStateWire state,
      Optional<ProblemWire.Outside> error) {

    static ItemWire of(JobItem item, Optional<Product> product, Request request) {
      return new ItemWire(
          product.map(Product::id),
          product.map(known -> request.product(known.id())),
          ItemStateWire.of(item.state()),
          error(item));
    }

    static Optional<ProblemWire.Outside> error(JobItem item) {
      return item.state() == ItemState.FAILED
          ? Optional.of(
              new ProblemWire.Outside(
                  item.errorCode().orElse("FAILED"), item.error().orElse("It failed")))
          : Optional.empty();
    }
  }

  /** Where one item of a batch stands. */
  enum ItemStateWire {
    @JsonProperty("Queued")
    QUEUED,
    @JsonProperty("InProgress")
    IN_PROGRESS,
    @JsonProperty("Completed")
    COMPLETED,
    @JsonProperty("InError")
    IN_ERROR,
    @JsonProperty("Cancelled")
    CANCELLED;

    static ItemStateWire of(ItemState state) {
      return switch (state) {
        case QUEUED -> QUEUED;
        case RUNNING, WAITING, DOUBTFUL -> IN_PROGRESS;
        case DONE -> COMPLETED;
        case FAILED -> IN_ERROR;
        case CANCELLED -> CANCELLED;
      };
    }
  }

  static MonitorWire of(String id, Job job, String sourceHref, Object body, Request request) {
    State state = State.of(job);
    return new MonitorWire(
        id,
        request.monitor(id),
        sourceHref,
        state,
        new ResponseWire(state.status, List.of(), body),
        job.createdAt(),
        job.finishedAt(),
        "monitor");
  }
}
