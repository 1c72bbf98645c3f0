// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all subscriptions of the account together may use in a calendar month. */
public interface Limits {

  /** What is limited. */
  enum Measure {
    /** Bytes. */
    DATA,
    /** Messages to SIMs. */
    SMS_MT,
    /** Messages from SIMs. */
    SMS_MO
  }

  /** One limit that the operator lets choose; the amount is empty for none at all. */
  record Choice(String id, Optional<Long> amount) {}

  /** What may be chosen, least first. */
  List<Choice> choices(Measure measure) throws OperatorException;

  /** What is in force; without an entry where nothing is limited. */
  Map<Measure, Choice> present() throws OperatorException;

  /** Has other choices take force, by their ids; those not named stay. */
  Outcome<Map<Measure, String>> choose(Map<Measure, String> choices);
}
