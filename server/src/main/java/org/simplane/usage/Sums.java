// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.simplane.operator.Service;

/**
 * What the accepted records of a batch add up to: the hours' sums as columns sorted by key, and
 * what quotas are to be charged.
 */
final class Sums {

  private static final long HOUR_MICROS = 3_600_000_000L;

  private record Key(
      long subscription, long hour, byte bearer, byte direction, int network, long organisation)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::subscription)
            .thenComparingLong(Key::hour)
            .thenComparingInt(Key::bearer)
            .thenComparingInt(Key::direction)
            .thenComparingInt(Key::network)
            .thenComparingLong(Key::organisation);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Up, down, seconds, records. */
  private final Map<Key, long[]> byKey = new HashMap<>();

  private final Map<Long, Long> dataBytes = new HashMap<>();
  private final Map<Long, Long> messages = new HashMap<>();

  Object[] subscription = {};
  Object[] hour = {};
  Object[] bearer = {};
  Object[] direction = {};
  Object[] plmn = {};
  Object[] organisation = {};
  Object[] bytesUp = {};
  Object[] bytesDown = {};
  Object[] seconds = {};
  Object[] records = {};

  static Sums of(CdrBatch batch, Sims sims, int[] rows) {
    Sums sums = new Sums();
    for (int row : rows) {
      sums.add(batch, sims, row);
    }
    sums.sort();
    return sums;
  }

  private void add(CdrBatch batch, Sims sims, int row) {
    long of = sims.subscription(batch.identifier[row]);
    Key key =
        new Key(
            of,
            Math.floorDiv(batch.started[row], HOUR_MICROS),
            batch.bearer[row],
            batch.direction[row],
            batch.plmn[row],
            sims.organisation(batch.identifier[row]));
    long[] sum = byKey.computeIfAbsent(key, _ -> new long[4]);
    sum[0] += batch.bytesUp[row];
    sum[1] += batch.bytesDown[row];
    sum[2] += batch.seconds[row];
    sum[3]++;
    Bearer kind = Bearer.of(batch.bearer[row]);
    if (kind.isData()) {
      dataBytes.merge(of, batch.bytesUp[row] + batch.bytesDown[row], Long::sum);
    } else if (kind == Bearer.SMS) {
      messages.merge(of, 1L, Long::sum);
    }
  }

  private void sort() {
    List<Key> keys = new ArrayList<>(byKey.keySet());
    keys.sort(null);
    int size = keys.size();
    subscription = new Object[size];
    hour = new Object[size];
    bearer = new Object[size];
    direction = new Object[size];
    plmn = new Object[size];
    organisation = new Object[size];
    bytesUp = new Object[size];
    bytesDown = new Object[size];
    seconds = new Object[size];
    records = new Object[size];
    Map<Integer, String> networks = new HashMap<>();
    for (int i = 0; i < size; i++) {
      Key key = keys.get(i);
      subscription[i] = key.subscription;
      hour[i] = key.hour * 3_600;
      bearer[i] = (short) key.bearer;
      direction[i] = (short) key.direction;
      plmn[i] = networks.computeIfAbsent(key.network, Networks::text);
      organisation[i] = key.organisation;
      long[] sum = byKey.getOrDefault(key, new long[4]);
      bytesUp[i] = sum[0];
      bytesDown[i] = sum[1];
      seconds[i] = sum[2];
      records[i] = sum[3];
    }
  }

  int size() {
    return subscription.length;
  }

  /** By subscription: bytes for data, messages for SMS. */
  Map<Long, Long> used(Service service) {
    return switch (service) {
      case DATA -> dataBytes;
      case SMS -> messages;
    };
  }
}
