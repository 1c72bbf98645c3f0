// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.List;

/** What narrows a list, as conditions on the table {@code s}. */
final class FilterStore {

  private FilterStore() {}

  static void ofAccounts(Sql sql, SubscriptionQuery query) {
    if (!query.accounts().isEmpty()) {
      sql.add(" and s.account_id = any(?)").with(query.accounts().toArray(Long[]::new));
    }
  }

  /** All but accounts, what the operator tells, and the beginnings of identifiers. */
  static void narrow(Sql sql, SubscriptionQuery query) {
    if (!query.statuses().isEmpty()) {
      sql.add(" and s.status = any(?)")
          .with(query.statuses().stream().map(Enum::name).toArray(String[]::new));
    }
    if (query.kinds().size() == 1) {
      // Written out, so that the index of terminals is seen to fit.
      sql.add(" and s.kind = '").add(query.kinds().iterator().next().name()).add("'");
    }
    if (!query.tags().isEmpty()) {
      sql.add(" and s.tags @> ?").with(query.tags().toArray(String[]::new));
    }
    if (!query.attributes().isEmpty()) {
      sql.add(" and s.attributes @> ?::jsonb").with(StoredJson.tree(query.attributes()).toString());
    }
    if (!query.businessIds().isEmpty()) {
      sql.add(" and s.id in (select b.id from subscription b where b.iccid_core = any(?)")
          .with(BusinessIds.cores(query.businessIds()).toArray(String[]::new));
      sql.add(" union all select b.id from subscription b where b.terminal_serial = any(?))")
          .with(query.businessIds().toArray(String[]::new));
    }
  }

  /** The operator tells each of the facts of the subscription. */
  static void told(
      Sql sql, List<Long> facts, Long[] organisations, String organisation, String id) {
    for (Long fact : facts) {
      sql.add(" and exists (select 1 from subscription_fact g where g.fact = ?").with(fact);
      sql.add(" and g.organisation_id = any(?)").with(organisations);
      sql.add(" and g.organisation_id = ").add(organisation);
      sql.add(" and g.subscription_id = ").add(id).add(")");
    }
  }
}
