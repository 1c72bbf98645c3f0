// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the text of a setting; throws {@link IllegalArgumentException} with what is wrong. */
final class Texts {

  private static final Pattern AMOUNT =
      Pattern.compile("(?<number>[0-9]{1,9}) *(?<unit>[a-z]+?)s?");

  private Texts() {}

  static boolean onOff(String text) {
    return switch (text) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default -> throw new IllegalArgumentException("is neither on nor off");
    };
  }

  static int port(String text) {
    return (int) number(text, 0, 65_535);
  }

  static long number(String text, long least, long most) {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a whole number", e);
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException("is not between " + least + " and " + most);
    }
    return number;
  }

  static double decimal(String text, double least, double most) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a number", e);
    }
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException("is not between " + least + " and " + most);
    }
    return number;
  }

  /** Such as {@code 240 minutes}. */
  static Duration duration(String text) {
    Matcher amount = amount(text);
    long number = Long.parseLong(amount.group("number"));
    return switch (amount.group("unit")) {
      case "second" -> Duration.ofSeconds(number);
      case "minute" -> Duration.ofMinutes(number);
      case "hour" -> Duration.ofHours(number);
      case "day" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException("is not in seconds, minutes, hours or days");
    };
  }

  /** Such as {@code 13 months}. */
  static Period period(String text) {
    Matcher amount = amount(text);
    int number = Integer.parseInt(amount.group("number"));
    return switch (amount.group("unit")) {
      case "day" -> Period.ofDays(number);
      case "month" -> Period.ofMonths(number);
      case "year" -> Period.ofYears(number);
      default -> throw new IllegalArgumentException("is not in days, months or years");
    };
  }

  private static Matcher amount(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches() || Long.parseLong(amount.group("number")) == 0) {
      throw new IllegalArgumentException("is not an amount like '240 minutes' or '13 months'");
    }
    return amount;
  }

  /** With commas between; blanks around them do not count. */
  static <T> Function<String, List<T>> list(Function<String, T> parse) {
    return text ->
        Stream.of(text.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(parse)
            .toList();
  }
}
