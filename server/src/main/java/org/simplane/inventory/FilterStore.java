// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What narrows a list, as conditions on the table {@code s}. */
final class FilterStore {

  /** Greater than any character of a value, and than any that may follow a complete one. */
  private static final String END = "\uDBFF\uDFFF";

  private static final String EXACT_END = "\u0001";

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

  /** The ids of what an identifier of lies within one of the stretches; closes a bracket. */
  static void identified(
      Sql sql, Long[] organisations, IdentifierKind kind, List<IdentifierKind.Stretch> within) {
    String union = "";
    for (IdentifierKind.Stretch stretch : within) {
      sql.add(union).add("select j.subscription_id from subscription_identifier j");
      sql.add(" where j.organisation_id = any(?) and j.kind = ?")
          .with(organisations)
          .with(kind.code());
      within(sql, "j", stretch);
      union = " union all ";
    }
    sql.add(")");
  }

  /** The database's own lower case, as in the index. */
  static void within(Sql sql, String table, IdentifierKind.Stretch stretch) {
    sql.add(" and " + table + ".value >= lower(?) and " + table + ".value < lower(?) || ?");
    sql.with(stretch.text()).with(stretch.text()).with(stretch.exact() ? EXACT_END : END);
  }

  /** Of how many subscriptions each fact is told, counted up to a limit. */
  static Map<Long, Long> counts(Handle handle, Long[] organisations, List<Long> facts, int limit) {
    Sql sql = new Sql();
    String union = "";
    for (Long fact : facts) {
      sql.add(union).add("select ?::bigint, (select count(*) from (select 1 from");
      sql.with(fact);
      sql.add(" subscription_fact f where f.fact = ? and f.organisation_id").with(fact);
      ofOrganisations(sql, organisations);
      sql.add(" limit ?) m)").with(limit);
      union = " union all ";
    }
    return Statements.planned(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          Map<Long, Long> counts = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              counts.put(rows.getLong(1), rows.getLong(2));
            }
          }
          return counts;
        });
  }

  /**
   * Follows the column. Of one organisation it is a constant, so that an index is seen to have the
   * order of what comes behind it.
   */
  static void ofOrganisations(Sql sql, Long[] organisations) {
    if (organisations.length == 1) {
      sql.add(" = ?").with(organisations[0]);
    } else {
      sql.add(" = any(?)").with(organisations);
    }
  }

  /**
   * The operator tells each of the facts of the subscription.
   *
   * @param each looked up for each subscription, since few come by or most have it; else the
   *     database may join as it thinks best
   */
  static void told(
      Sql sql,
      List<Long> facts,
      Long[] organisations,
      String organisation,
      String id,
      boolean each) {
    for (Long fact : facts) {
      sql.add(" and exists (select 1 from subscription_fact g where g.fact = ?").with(fact);
      sql.add(" and g.organisation_id");
      if (organisations.length == 1) {
        sql.add(" = ?").with(organisations[0]);
      } else {
        sql.add(" = ").add(organisation);
      }
      sql.add(" and g.subscription_id = ").add(id).add(each ? " offset 0)" : ")");
    }
  }
}
