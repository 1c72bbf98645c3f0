// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.Types;
import java.util.Collection;
import java.util.List;
import org.simplane.Transaction;

/** Usage records of messages, whose rows their caller was allowed to see. */
final class MeterStore {

  private MeterStore() {}

  static void insert(Transaction transaction, List<CountedMessage> messages) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into usage_record (subscription_id, organisation_id, content_hash, feed_id, batch_id, started_at,
              bytes_up, bytes_down, line, duration_s, bearer, direction, record_id)
            select v.subscription, v.organisation, 0, :feed, 0, v.at::timestamptz, 0, 0, 0, 0, :bearer, v.direction, v.key
              from unnest(:subscriptions, :organisations, :ats, :directions, :keys)
                v (subscription, organisation, at, direction, key)
            """)
        .bind("feed", MessageMeter.FEED)
        .bind("bearer", Bearer.SMS.code())
        .bindBySqlType(
            "subscriptions",
            messages.stream().map(CountedMessage::subscription).toArray(Long[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "organisations",
            messages.stream().map(CountedMessage::organisation).toArray(Long[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "ats",
            messages.stream().map(message -> message.at().toString()).toArray(String[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "directions",
            messages.stream()
                .map(message -> (int) Sums.direction(message).code())
                .toArray(Integer[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "keys", messages.stream().map(CountedMessage::key).toArray(String[]::new), Types.ARRAY)
        .execute();
  }

  static List<Long> sleeping(Transaction transaction, Collection<Long> subscriptions) {
    return transaction
        .handle()
        .createQuery(
            "select id from subscription where id = any(:ids) and billing_phase = 'SLEEPING'")
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .mapTo(Long.class)
        .list();
  }
}
