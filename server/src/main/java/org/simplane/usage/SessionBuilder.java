// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the partial records of sessions together. */
final class SessionBuilder {

  /**
   * A charging id is unique within the gateway that gave it (3GPP TS 32.298), and so within feed
   * and node.
   */
  private record Key(long feed, String node, String chargingId, Bearer bearer) {}

  private final UsageRecord first;
  private UsageRecord last;
  private Instant end;
  private long bytesUp;
  private long bytesDown;
  private int records;

  private SessionBuilder(UsageRecord first) {
    this.first = first;
    this.last = first;
    this.end = first.startedAt();
  }

  /** The records have to be in the order of their start. */
  static List<Session> of(List<UsageRecord> records) {
    List<SessionBuilder> builders = new ArrayList<>();
    Map<Key, SessionBuilder> open = new LinkedHashMap<>();
    for (UsageRecord record : records) {
      SessionBuilder builder;
      if (record.chargingId().isEmpty()) {
        builder = new SessionBuilder(record);
        builders.add(builder);
      } else {
        Key key =
            new Key(
                record.feed(),
                record.node().orElse(""),
                record.chargingId().get(),
                record.bearer());
        builder =
            open.computeIfAbsent(
                key,
                _ -> {
                  SessionBuilder opened = new SessionBuilder(record);
                  builders.add(opened);
                  return opened;
                });
      }
      builder.add(record);
    }
    return builders.stream().map(SessionBuilder::session).toList();
  }

  private void add(UsageRecord record) {
    last = record;
    Instant recordEnd = record.startedAt().plusSeconds(record.seconds());
    end = recordEnd.isAfter(end) ? recordEnd : end;
    bytesUp += record.bytesUp();
    bytesDown += record.bytesDown();
    records++;
  }

  private Session session() {
    Optional<String> imei = last.imei().or(first::imei);
    return new Session(
        first.subscription(),
        first.chargingId(),
        first.bearer(),
        first.direction(),
        first.startedAt(),
        end,
        end.getEpochSecond() - first.startedAt().getEpochSecond(),
        bytesUp,
        bytesDown,
        records,
        last.network(),
        last.rat(),
        imei,
        last.apn(),
        last.ip(),
        last.areaCode(),
        last.cell(),
        last.cause(),
        last.node());
  }
}
