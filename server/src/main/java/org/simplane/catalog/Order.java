// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An order.
 *
 * @param organisation the customer
 * @param seller the organisation whose products they are
 * @param reason why it was cancelled or failed, or brought fewer SIMs
 * @param automatic placed by an automatic top-up
 * @param total what it costs; where it failed for some SIMs or brought fewer, what the others cost
 * @param sims how many it is for or brings
 * @param job that works on it
 * @param elsewhere of SIMs that an operator sells; empty for any other
 */
public record Order(
    long id,
    long organisation,
    long seller,
    Type type,
    State state,
    Optional<String> reason,
    boolean automatic,
    Optional<String> customerReference,
    Optional<String> paymentMethod,
    Price total,
    Optional<String> invoiceNumber,
    Optional<Address> shipping,
    Optional<Address> billing,
    int sims,
    OptionalLong job,
    String orderedBy,
    Instant orderedAt,
    Optional<Instant> finishedAt,
    List<Line> lines,
    Optional<Elsewhere> elsewhere,
    long version) {

  /**
   * An order of SIMs as it stands at the operator that sells them.
   *
   * @param number the operator's
   * @param word the operator's own for how far it is
   * @param waits why it goes on later
   */
  public record Elsewhere(
      long account,
      Placing placing,
      Optional<String> number,
      Optional<String> word,
      Optional<String> waits) {}

  /** Whether the operator has it. */
  public enum Placing {
    OPEN,
    SENT,
    /** It was sent, and the answer was lost; it is looked for there. */
    DOUBTFUL,
    PLACED,
    ENDED
  }

  /** What an order is about. */
  public enum Type {
    FIRST_ORDER,
    ADDITIONAL_ORDER,
    TOPUP,
    BULK_TOPUP,
    TARIFF_CHANGE,
    EXTENSION
  }

  /** How far it is. */
  public enum State {
    IN_PREPARATION,
    COMPLETED,
    CANCELLED,
    FAILED
  }

  /** A product as it was sold. */
  public record Line(long product, String name, int quantity, Price total, Grant grant) {}

  /** A SIM that it is for, or that it brought. */
  public record Sim(
      int position,
      long subscription,
      String iccid,
      SimState state,
      Optional<String> error,
      Optional<String> operatorOrder) {}

  /** How far an order is for one SIM. */
  public enum SimState {
    OPEN,
    /** An operator is being asked. */
    SENT,
    /** An operator was asked, and its answer was lost; it is looked for there. */
    DOUBTFUL,
    DONE,
    FAILED,
    CANCELLED
  }

  public Order {
    lines = List.copyOf(lines);
  }
}
