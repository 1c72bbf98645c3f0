// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.net.URI;
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

  /** Beyond this clocks and the database cannot count. */
  private static final int MOST_YEARS = 1_000;

  private static final String TOO_LONG = "is more than 1,000 years";
  private static final String NO_URL = "is not an address like https://api.example.com";

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
    Duration duration =
        switch (amount.group("unit")) {
          case "second" -> Duration.ofSeconds(number);
          case "minute" -> Duration.ofMinutes(number);
          case "hour" -> Duration.ofHours(number);
          case "day" -> Duration.ofDays(number);
          default ->
              throw new IllegalArgumentException("is not in seconds, minutes, hours or days");
        };
    if (duration.toDays() > MOST_YEARS * 366L) {
      throw new IllegalArgumentException(TOO_LONG);
    }
    return duration;
  }

  /** Such as {@code 13 months}. */
  static Period period(String text) {
    Matcher amount = amount(text);
    int number = Integer.parseInt(amount.group("number"));
    return switch (amount.group("unit")) {
      case "day" -> Period.ofDays(atMost(number, MOST_YEARS * 366));
      case "month" -> Period.ofMonths(atMost(number, MOST_YEARS * 12));
      case "year" -> Period.ofYears(atMost(number, MOST_YEARS));
      default -> throw new IllegalArgumentException("is not in days, months or years");
    };
  }

  private static int atMost(int number, int most) {
    if (number > most) {
      throw new IllegalArgumentException(TOO_LONG);
    }
    return number;
  }

  /** Of a server: {@code https://api.example.com}, perhaps with a path. */
  static URI url(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NO_URL, e);
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if ((!http && !"https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw new IllegalArgumentException(NO_URL);
    }
    return url;
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
