// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.simplane.Transaction;

/** Keeps the names of messages that were taken or given up. */
final class Ears implements DeliveryListener {

  final List<String> acknowledged = new CopyOnWriteArrayList<>();
  final List<String> givenUp = new CopyOnWriteArrayList<>();

  @Override
  public Set<String> kinds() {
    return Set.of("sms.received");
  }

  @Override
  public void acknowledged(Transaction transaction, List<Delivered> delivered) {
    delivered.forEach(one -> acknowledged.add(one.event().subjectName()));
  }

  @Override
  public void givenUp(Transaction transaction, List<Delivered> given) {
    given.forEach(one -> givenUp.add(one.event().subjectName()));
  }
}
