// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.simplane.Scope;

/** The lines of an order, read from the store a thousand at a time while they are walked. */
record OrderLines(Orders orders, Scope scope, Order order) implements Iterable<Orders.Line> {

  @Override
  public Iterator<Orders.Line> iterator() {
    return new Walk();
  }

  private final class Walk implements Iterator<Orders.Line> {

    private Iterator<Orders.Line> some = List.<Orders.Line>of().iterator();
    private int given;
    private long lastWork;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (!some.hasNext() && !ended) {
        List<Orders.Line> lines = orders.lines(scope, order, given, lastWork);
        ended = lines.isEmpty();
        some = lines.iterator();
      }
      return some.hasNext();
    }

    @Override
    public Orders.Line next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Orders.Line line = some.next();
      given++;
      if (!line.work().isEmpty()) {
        lastWork = line.work().getLast().id();
      }
      return line;
    }
  }
}
