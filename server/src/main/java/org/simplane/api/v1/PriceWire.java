// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.math.BigDecimal;
import org.simplane.catalog.Price;

/**
 * An amount of money, in the currency itself.
 *
 * @param currency ISO 4217
 */
record PriceWire(String currency, BigDecimal net, BigDecimal gross) {

  static PriceWire of(Price price) {
    return new PriceWire(price.currency(), price.netAmount(), price.grossAmount());
  }

  /** Amounts are texts such as 19.99, or whole numbers, so that nothing is lost on the way. */
  static Price read(Fields fields) {
    String currency = fields.text("currency", 3);
    long net = minor(fields, "net", currency);
    return new Price(currency, net, minor(fields, "gross", currency));
  }

  private static long minor(Fields fields, String name, String currency) {
    return fields
        .optionalParsed(name, 30, text -> new BigDecimal(text))
        .map(amount -> {
          try {
            BigDecimal one = Price.amount(new Price(currency, 0, 0).currency(), 1);
            return amount.movePointRight(one.scale()).longValueExact();
          } catch (ArithmeticException e) {
            throw Fields.invalid(
                fields.at(name), "has more digits than the currency, or is too large");
          }
        })
        .orElseThrow(() -> fields.missing(name));
  }
}
