// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * An amount of money.
 *
 * @param currency ISO 4217
 * @param net in the currency's minor unit: 1999 EUR is 19.99 euro
 * @param gross as {@code net}, taxes included
 */
public record Price(String currency, long net, long gross) {

  /** Far above what anybody pays, and sums of it stay far below what can be counted to. */
  public static final long MOST = 1_000_000_000_000L;

  public Price {
    try {
      var _ = Currency.getInstance(currency);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          Failure.Invalid.field("currency", "is an ISO 4217 code such as EUR"));
    }
    if (net < 0 || gross < net) {
      throw new FailureException(
          Failure.Invalid.field("price", "is not negative, and gross is not less than net"));
    }
  }

  /** In the currency itself, such as 19.99. */
  public static BigDecimal amount(String currency, long minor) {
    return BigDecimal.valueOf(minor, digits(currency));
  }

  public BigDecimal netAmount() {
    return amount(currency, net);
  }

  public BigDecimal grossAmount() {
    return amount(currency, gross);
  }

  Price times(long quantity) {
    return new Price(currency, exact(net, quantity), exact(gross, quantity));
  }

  Price plus(Price other) {
    return new Price(currency, sum(net, other.net), sum(gross, other.gross));
  }

  /** What some of so many cost. */
  Price share(long some, long of) {
    return some >= of ? this : new Price(currency, part(net, some, of), part(gross, some, of));
  }

  private static long part(long amount, long some, long of) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(some))
        .divide(BigInteger.valueOf(of))
        .longValueExact();
  }

  static Price nothing(String currency) {
    return new Price(currency, 0, 0);
  }

  private static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  private static long exact(long amount, long quantity) {
    BigInteger product = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(quantity));
    return checked(product);
  }

  private static long sum(long one, long other) {
    return checked(BigInteger.valueOf(one).add(BigInteger.valueOf(other)));
  }

  private static long checked(BigInteger amount) {
    if (amount.compareTo(BigInteger.valueOf(MOST * 1_000_000)) > 0) {
      throw new FailureException(
          Failure.Invalid.field("quantity", "the order's amount is more than can be invoiced"));
    }
    return amount.longValueExact();
  }
}
