// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.simplane.Transaction;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/** What happened to subscriptions on their networks. */
final class EventStore {

  private EventStore() {}

  /** Gives the ids of those that were not there. */
  static Set<String> insert(Transaction transaction, List<NewEvent> events) {
    return new HashSet<>(
        transaction
            .handle()
            .createQuery(
                """
                insert into network_event (event_id, at, subscription_id, organisation_id, kind, plmn, rat, imei, detail)
                select v.id, v.at::timestamptz, v.subscription, v.organisation, v.kind,
                       nullif(v.plmn, ''), nullif(v.rat, ''), nullif(v.imei, ''), v.detail::jsonb
                  from unnest(:ids, :ats, :subscriptions, :organisations, :kinds, :plmns, :rats, :imeis, :details)
                    v (id, at, subscription, organisation, kind, plmn, rat, imei, detail)
                on conflict do nothing
                returning event_id
                """)
            .bindBySqlType(
                "ids", Columns.texts(events.stream().map(NewEvent::id).toList()), Types.ARRAY)
            .bindBySqlType(
                "ats",
                Columns.texts(events.stream().map(event -> event.at().toString()).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "subscriptions",
                Columns.numbers(events.stream().map(NewEvent::subscription).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "organisations",
                Columns.numbers(events.stream().map(NewEvent::organisation).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "kinds", Columns.texts(events.stream().map(NewEvent::kind).toList()), Types.ARRAY)
            .bindBySqlType(
                "plmns",
                Columns.texts(
                    events.stream()
                        .map(event -> event.network().map(Plmn::toString).orElse(""))
                        .toList()),
                Types.ARRAY)
            .bindBySqlType(
                "rats",
                Columns.texts(events.stream().map(event -> event.radio().orElse("")).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "imeis",
                Columns.texts(
                    events.stream()
                        .map(event -> event.imei().map(Imei::digits).orElse(""))
                        .toList()),
                Types.ARRAY)
            .bindBySqlType(
                "details",
                Columns.texts(events.stream().map(NewEvent::detail).toList()),
                Types.ARRAY)
            .mapTo(String.class)
            .list());
  }
}
