// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.simplane.operator.Plmn;

/**
 * What people call networks and their countries: a small table of our own, in the resources {@code
 * networks/}. A network that it does not name has none.
 */
public final class NetworkNames {

  private static final Map<String, Country> COUNTRIES = new HashMap<>();
  private static final Map<String, String> OPERATORS = new HashMap<>();

  static {
    read(
        "/networks/countries.csv",
        c ->
            COUNTRIES.put(
                c[0],
                new Country(
                    c[0], c[3], c[1], c[2], Integer.parseInt(c[4]), Integer.parseInt(c[5]))));
    read("/networks/operators.csv", c -> OPERATORS.put(c[0], c[1]));
  }

  private NetworkNames() {}

  /**
   * A country.
   *
   * @param isoCode two letters, lower case
   * @param callingCode without plus
   * @param latitude of about its middle, in whole degrees
   */
  public record Country(
      String mcc, String name, String isoCode, String callingCode, int latitude, int longitude) {}

  public static Optional<Country> country(Plmn network) {
    return Optional.ofNullable(COUNTRIES.get(network.mcc()));
  }

  public static Optional<String> operator(Plmn network) {
    return Optional.ofNullable(OPERATORS.get(network.toString()));
  }

  /** Puts what is known of a network into an event's body. */
  public static void describe(Plmn network, Map<String, Object> body) {
    body.put("network", network.toString());
    operator(network).ifPresent(name -> body.put("operatorName", name));
    country(network)
        .ifPresent(country -> {
          body.put("countryName", country.name());
          body.put("countryIso", country.isoCode());
          body.put("countryCode", country.callingCode());
        });
  }

  private static void read(String resource, Consumer<String[]> line) {
    try (InputStream in =
            Objects.requireNonNull(NetworkNames.class.getResourceAsStream(resource), resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().skip(1).map(text -> text.split(",")).forEach(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
