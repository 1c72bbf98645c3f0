// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.simplane.operator.Service;

/**
 * What the accepted records of a chunk add up to, as columns sorted by key: the hours' sums, and
 * what quotas are to be charged. Without an object per sum, since there may be nearly as many of
 * them as records.
 */
final class Sums {

  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int NETWORK_BITS = 24;
  private static final int DIRECTION_BITS = 2;
  private static final int BEARER_BITS = 4;

  private final Map<Integer, String> networks = new HashMap<>();

  int size;
  final long[] subscription;
  final long[] hour;
  final short[] bearer;
  final short[] direction;
  final String[] plmn;
  final long[] organisation;
  final long[] bytesUp;
  final long[] bytesDown;
  final long[] seconds;
  final long[] records;

  private final Charges data;
  private final Charges messages;

  /** What is to be charged for one service, sorted by subscription. */
  static final class Charges {

    private long[] subscriptions;
    private long[] amounts;
    private int size;

    private Charges(int most) {
      subscriptions = new long[most];
      amounts = new long[most];
    }

    private void add(long subscription, long amount) {
      if (size > 0 && subscriptions[size - 1] == subscription) {
        amounts[size - 1] += amount;
      } else {
        subscriptions[size] = subscription;
        amounts[size++] = amount;
      }
    }

    long[] subscriptions() {
      return Arrays.copyOf(subscriptions, size);
    }

    /** Bytes for data, messages for SMS. */
    long[] amounts() {
      return Arrays.copyOf(amounts, size);
    }

    boolean isEmpty() {
      return size == 0;
    }
  }

  private Sums(int most) {
    subscription = new long[most];
    hour = new long[most];
    bearer = new short[most];
    direction = new short[most];
    plmn = new String[most];
    organisation = new long[most];
    bytesUp = new long[most];
    bytesDown = new long[most];
    seconds = new long[most];
    records = new long[most];
    data = new Charges(most);
    messages = new Charges(most);
  }

  /** The rows have to be sorted by subscription. */
  static Sums of(CdrBatch chunk, Sims sims, int[] rows) {
    Sums sums = new Sums(rows.length);
    int from = 0;
    while (from < rows.length) {
      long id = sims.subscription(chunk.identifier[rows[from]]);
      int to = from + 1;
      while (to < rows.length && sims.subscription(chunk.identifier[rows[to]]) == id) {
        to++;
      }
      if (sims.isMoved(chunk.identifier[rows[from]])) {
        sums.addByOwner(chunk, sims, Arrays.copyOfRange(rows, from, to));
      } else {
        sums.addAll(chunk, sims, rows, from, to);
      }
      from = to;
    }
    return sums;
  }

  /** Of messages sorted by subscription, hour and direction. */
  static Sums of(List<CountedMessage> messages) {
    Sums sums = new Sums(messages.size());
    for (CountedMessage message : messages) {
      long hour = Math.floorDiv(message.at().getEpochSecond(), 3_600) * 3_600;
      short way = direction(message).code();
      int last = sums.size - 1;
      if (last < 0
          || sums.subscription[last] != message.subscription()
          || sums.hour[last] != hour
          || sums.direction[last] != way
          || sums.organisation[last] != message.organisation()) {
        last = sums.size++;
        sums.subscription[last] = message.subscription();
        sums.organisation[last] = message.organisation();
        sums.hour[last] = hour;
        sums.direction[last] = way;
        sums.bearer[last] = Bearer.SMS.code();
        sums.plmn[last] = "";
      }
      sums.records[last]++;
      sums.messages.add(message.subscription(), 1);
    }
    return sums;
  }

  static Direction direction(CountedMessage message) {
    return message.fromDevice() ? Direction.MOBILE_ORIGINATED : Direction.MOBILE_TERMINATED;
  }

  /** The rows of a subscription that was moved: those of each organisation by themselves. */
  private void addByOwner(CdrBatch chunk, Sims sims, int[] rows) {
    Arrays.stream(rows)
        .boxed()
        .collect(
            Collectors.groupingBy(
                row -> sims.organisation(chunk.identifier[row], chunk.started[row])))
        .values()
        .forEach(of ->
            addAll(chunk, sims, of.stream().mapToInt(Integer::intValue).toArray(), 0, of.size()));
  }

  /** The rows of one subscription, all of one organisation. */
  private void addAll(CdrBatch chunk, Sims sims, int[] rows, int from, int to) {
    long[] keys = new long[to - from];
    for (int i = from; i < to; i++) {
      keys[i - from] = key(chunk, rows[i]);
    }
    int first = size;
    if (keys.length == 1) {
      open(chunk, sims, rows[from], keys[0]);
    } else {
      long[] distinct = keys.clone();
      Arrays.sort(distinct);
      for (int i = 0; i < distinct.length; i++) {
        if (i == 0 || distinct[i] != distinct[i - 1]) {
          distinct[size - first] = distinct[i];
          open(chunk, sims, rows[from], distinct[i]);
        }
      }
      for (int i = from; i < to; i++) {
        add(chunk, rows[i], first + Arrays.binarySearch(distinct, 0, size - first, keys[i - from]));
      }
      return;
    }
    add(chunk, rows[from], first);
  }

  /** Hour, bearer, direction and network in the order that the table's key has them. */
  private static long key(CdrBatch chunk, int row) {
    long key = chunk.started[row] / HOUR_MICROS;
    key = key << BEARER_BITS | chunk.bearer[row];
    key = key << DIRECTION_BITS | chunk.direction[row];
    return key << NETWORK_BITS | chunk.plmn[row];
  }

  private void open(CdrBatch chunk, Sims sims, int row, long key) {
    int network = (int) (key & (1 << NETWORK_BITS) - 1);
    long rest = key >> NETWORK_BITS;
    subscription[size] = sims.subscription(chunk.identifier[row]);
    organisation[size] = sims.organisation(chunk.identifier[row], chunk.started[row]);
    direction[size] = (short) (rest & (1 << DIRECTION_BITS) - 1);
    rest >>= DIRECTION_BITS;
    bearer[size] = (short) (rest & (1 << BEARER_BITS) - 1);
    hour[size] = (rest >> BEARER_BITS) * 3_600;
    plmn[size] = networks.computeIfAbsent(network, Networks::text);
    size++;
  }

  private void add(CdrBatch chunk, int row, int at) {
    bytesUp[at] += chunk.bytesUp[row];
    bytesDown[at] += chunk.bytesDown[row];
    seconds[at] += chunk.seconds[row];
    records[at]++;
    Bearer kind = Bearer.of(chunk.bearer[row]);
    if (kind.isData()) {
      data.add(subscription[at], chunk.bytesUp[row] + chunk.bytesDown[row]);
    } else if (kind == Bearer.SMS) {
      messages.add(subscription[at], 1);
    }
  }

  Charges charges(Service service) {
    return switch (service) {
      case DATA -> data;
      case SMS -> messages;
    };
  }
}
