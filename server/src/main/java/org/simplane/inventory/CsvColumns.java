// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * The columns of a file.
 *
 * @param attributes where those of custom attributes are, by name
 * @param others where {@link #ORGANISATION}, {@link #TAGS}, {@link #PUK1} and {@link #PUK2} are
 */
record CsvColumns(
    Map<Field, Integer> fields, Map<String, Integer> attributes, Map<String, Integer> others) {

  static final String ORGANISATION = "organisation";
  static final String TAGS = "tags";
  static final String PUK1 = "puk1";
  static final String PUK2 = "puk2";

  /** Before the name of a custom attribute. */
  static final String ATTRIBUTE = "attribute:";

  /** In an export, and passed over by an import. */
  static final List<String> READ_ONLY =
      List.of(
          "operator_status",
          "intended_status",
          "status_reason",
          "status_requested_at",
          "status_changed_at",
          "as_of",
          "created_at",
          "updated_at");

  private static final Set<String> OTHERS = Set.of(ORGANISATION, TAGS, PUK1, PUK2);

  /** Names that other tools and delivery files use. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "msisdn",
          "msisdn_data",
          "ip",
          "ip_address",
          "static_ip",
          "ip_address",
          "imsi2",
          "imsi_2");

  private static final Map<String, Field> FIELDS =
      Stream.of(Field.values()).collect(Collectors.toMap(Field::column, field -> field));

  static CsvColumns of(Map<String, Integer> header) {
    Map<Field, Integer> fields = new LinkedHashMap<>();
    Map<String, Integer> attributes = new LinkedHashMap<>();
    Map<String, Integer> others = new LinkedHashMap<>();
    List<Failure.Invalid.Problem> problems = new ArrayList<>();
    header.forEach((given, at) -> {
      String name = ALIASES.getOrDefault(given, given);
      Field field = FIELDS.get(name);
      if (field != null) {
        if (fields.put(field, at) != null) {
          problems.add(
              new Failure.Invalid.Problem(given, "The column '" + name + "' is there twice"));
        }
      } else if (name.startsWith(ATTRIBUTE)) {
        String attribute = name.substring(ATTRIBUTE.length());
        PatchCheck.attributeProblem(attribute, "")
            .ifPresent(problem -> problems.add(new Failure.Invalid.Problem(given, problem)));
        attributes.put(attribute, at);
      } else if (OTHERS.contains(name)) {
        others.put(name, at);
      } else if (!READ_ONLY.contains(name)) {
        problems.add(new Failure.Invalid.Problem(given, "Unknown column; columns are " + names()));
      }
    });
    if (!fields.containsKey(Field.ICCID) && !fields.containsKey(Field.TERMINAL_SERIAL)) {
      problems.add(
          new Failure.Invalid.Problem(
              "iccid", "The first row must name a column iccid or terminal_serial"));
    }
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
    return new CsvColumns(fields, attributes, others);
  }

  boolean hasPuks() {
    return others.containsKey(PUK1) || others.containsKey(PUK2);
  }

  private static String names() {
    return Stream.of(Field.values()).map(Field::column).collect(Collectors.joining(", "))
        + ", organisation, tags, puk1, puk2, attribute:<name>";
  }
}
