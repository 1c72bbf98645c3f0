// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.db.Database;

/** Reads usage. It is seen by the organisation that had the SIM at the time, and those above it. */
public final class UsageReader {

  private static final int MOST_DAYS = 1_000;
  private static final int MOST_RECORDS = 100_000;

  private final Database database;

  public UsageReader(Database database) {
    this.database = database;
  }

  /**
   * By day, bearer, direction and network, oldest first; days without usage have no entry.
   *
   * @param zone whose days they are; where its midnight is not at a full hour UTC, that hour's
   *     records are looked at
   */
  public List<DayUsage> daily(
      Scope scope, long subscription, LocalDate first, LocalDate last, ZoneId zone) {
    if (last.isBefore(first)) {
      return List.of();
    }
    if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
      throw new FailureException(
          Failure.Invalid.field("last", "has to be within " + MOST_DAYS + " days of the first"));
    }
    Instant from = first.atStartOfDay(zone).toInstant();
    Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
    List<HourUsage> split = split(scope, subscription, first, last, zone);
    Map<LocalDate, Map<String, UsageTotal>> days = new TreeMap<>();
    for (HourUsage part : split) {
      add(days, LocalDate.ofInstant(part.hour(), zone), part.total(), first, last);
    }
    List<Instant> splitHours =
        split.stream().map(part -> part.hour().truncatedTo(ChronoUnit.HOURS)).toList();
    for (HourUsage hour : hours(scope, subscription, from.truncatedTo(ChronoUnit.HOURS), to)) {
      if (!splitHours.contains(hour.hour())) {
        add(days, LocalDate.ofInstant(hour.hour(), zone), hour.total(), first, last);
      }
    }
    List<DayUsage> result = new ArrayList<>();
    days.forEach(
        (day, totals) -> totals.values().forEach(total -> result.add(new DayUsage(day, total))));
    return result;
  }

  private static void add(
      Map<LocalDate, Map<String, UsageTotal>> days,
      LocalDate day,
      UsageTotal total,
      LocalDate first,
      LocalDate last) {
    if (!day.isBefore(first) && !day.isAfter(last)) {
      days.computeIfAbsent(day, _ -> new TreeMap<>()).merge(key(total), total, UsageTotal::plus);
    }
  }

  private static String key(UsageTotal total) {
    return "%02d %d %s"
        .formatted(
            total.bearer().code(),
            total.direction().code(),
            total.network().map(Object::toString).orElse(""));
  }

  /**
   * What the records of those hours say in which a local midnight lies; {@code hour} is then the
   * part's beginning.
   */
  private List<HourUsage> split(
      Scope scope, long subscription, LocalDate first, LocalDate last, ZoneId zone) {
    List<Instant> midnights = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last.plusDays(1)); day = day.plusDays(1)) {
      Instant midnight = day.atStartOfDay(zone).toInstant();
      if (!midnight.equals(midnight.truncatedTo(ChronoUnit.HOURS))) {
        midnights.add(midnight);
      }
    }
    return midnights.isEmpty()
        ? List.of()
        : database.read(handle -> ReadStore.split(scope, handle, subscription, midnights));
  }

  /** By calendar month, bearer, direction and network, oldest first; see {@link #daily}. */
  public List<MonthUsage> monthly(
      Scope scope, long subscription, YearMonth first, YearMonth last, ZoneId zone) {
    Map<YearMonth, Map<String, UsageTotal>> months = new TreeMap<>();
    for (DayUsage day : daily(scope, subscription, first.atDay(1), last.atEndOfMonth(), zone)) {
      months
          .computeIfAbsent(YearMonth.from(day.day()), _ -> new TreeMap<>())
          .merge(key(day.total()), day.total(), UsageTotal::plus);
    }
    List<MonthUsage> result = new ArrayList<>();
    months.forEach((month, totals) ->
        totals.values().forEach(total -> result.add(new MonthUsage(month, total))));
    return result;
  }

  /** The hours (UTC) that begin from {@code from} on and before {@code to}, oldest first. */
  public List<HourUsage> hours(Scope scope, long subscription, Instant from, Instant to) {
    return database.read(handle -> ReadStore.hours(scope, handle, subscription, from, to));
  }

  /** Records that started from {@code from} on and before {@code to}, oldest first. */
  public List<UsageRecord> records(
      Scope scope, long subscription, Instant from, Instant to, int limit) {
    return database.read(handle -> ReadStore.records(scope, handle, subscription, from, to, limit));
  }

  /**
   * The communications of which records started from {@code from} on and before {@code to}, oldest
   * first: partial records with the same charging id are summed.
   */
  public List<Session> sessions(
      Scope scope, long subscription, Instant from, Instant to, int limit) {
    List<Session> sessions =
        SessionBuilder.of(records(scope, subscription, from, to, MOST_RECORDS));
    return sessions.size() > limit ? sessions.subList(0, limit) : sessions;
  }
}
