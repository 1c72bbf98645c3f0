// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.FailureException;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object that a client sent. Tells at once, by the field's path, what is
 * unknown, missing or of the wrong type. A patch tells a field that is absent (to stay) from one
 * that is null (to be taken away).
 */
final class Fields {

  private static final int LAST_YEAR = 9999;

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** Refuses all fields but the known ones, by their names. */
  static Fields of(JsonNode node, String path, String... known) {
    if (!node.isObject()) {
      throw invalid(path, "must be an object");
    }
    Set<String> names = Set.of(known);
    List<Problem> problems = new ArrayList<>();
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        problems.add(new Problem(path.isEmpty() ? name : path + "." + name, unknown(names)));
      }
    }
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
    return new Fields(node, path);
  }

  static String unknown(Set<String> names) {
    return names.isEmpty()
        ? "is not known here: nothing is taken"
        : "is not known here; known: " + String.join(", ", new TreeSet<>(names));
  }

  String text(String name, int longest) {
    return optionalText(name, longest).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name, int longest) {
    return present(name).map(node -> text(node, at(name), longest));
  }

  /** Empty: to stay. An empty inner value: to be taken away. */
  Optional<Optional<String>> patchText(String name, int longest) {
    return has(name) ? Optional.of(optionalText(name, longest)) : Optional.empty();
  }

  Optional<Boolean> optionalBoolean(String name) {
    return present(name)
        .map(node -> {
          if (!node.isBoolean()) {
            throw invalid(at(name), "must be true or false");
          }
          return node.booleanValue();
        });
  }

  Optional<Long> optionalWhole(String name, long least, long most) {
    return present(name)
        .map(node -> {
          if (!node.isIntegralNumber()
              || !node.canConvertToLong()
              || node.longValue() < least
              || node.longValue() > most) {
            throw invalid(at(name), "must be a whole number from " + least + " to " + most);
          }
          return node.longValue();
        });
  }

  /** Empty: to stay. An empty inner value: to be taken away. */
  Optional<Optional<Integer>> patchWhole(String name, int least, int most) {
    return has(name)
        ? Optional.of(optionalWhole(name, least, most).map(Long::intValue))
        : Optional.empty();
  }

  long whole(String name, long least, long most) {
    return optionalWhole(name, least, most).orElseThrow(() -> missing(name));
  }

  Optional<Double> optionalNumber(String name, double least, double most) {
    return present(name)
        .map(node -> {
          if (!node.isNumber() || node.doubleValue() < least || node.doubleValue() > most) {
            throw invalid(at(name), "must be a number from " + least + " to " + most);
          }
          return node.doubleValue();
        });
  }

  <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> words) {
    return present(name).map(node -> word(text(node, at(name), 100), at(name), words));
  }

  <E extends Enum<E>> E word(String name, Class<E> words) {
    return optionalWord(name, words).orElseThrow(() -> missing(name));
  }

  static <E extends Enum<E>> E word(String text, String path, Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (word.name().equals(text)) {
        return word;
      }
    }
    throw invalid(
        path,
        "must be one of "
            + String.join(", ", Arrays.stream(words.getEnumConstants()).map(Enum::name).toList()));
  }

  /** What a parser makes of a text; its IllegalArgumentException becomes the field's problem. */
  <T> Optional<T> optionalParsed(String name, int longest, Function<String, T> parser) {
    return optionalText(name, longest).map(text -> parsed(text, at(name), parser));
  }

  static <T> T parsed(String text, String path, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid(path, e.getMessage() == null ? "cannot be read" : e.getMessage());
    }
  }

  /** An RFC 3339 date-time with its offset, whose year has four digits. */
  Optional<Instant> optionalInstant(String name) {
    return optionalText(name, 100)
        .map(text -> {
          try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 0 && year <= LAST_YEAR) {
              return time;
            }
          } catch (DateTimeException e) {
            // Told below, like a year that nobody's calendar has.
          }
          throw invalid(at(name), "must be a date and time such as 2026-01-31T12:00:00Z");
        });
  }

  Optional<Set<String>> optionalTexts(String name, int most, int longest) {
    return present(name)
        .map(node -> {
          Set<String> texts = new LinkedHashSet<>();
          for (JsonNode item : array(node, name, most)) {
            int position = texts.size();
            texts.add(text(item, () -> at(name) + "[" + position + "]", longest));
          }
          return texts;
        });
  }

  <E extends Enum<E>> Optional<Set<E>> optionalWords(String name, Class<E> words) {
    return optionalTexts(name, 100, 100)
        .map(texts -> {
          Set<E> set = new LinkedHashSet<>();
          texts.forEach(text -> set.add(word(text, at(name), words)));
          return set;
        });
  }

  /** Names to texts. */
  Optional<Map<String, String>> optionalTextMap(String name, int most, int longest) {
    return patchTextMap(name, most, longest)
        .map(map -> {
          Map<String, String> texts = new LinkedHashMap<>();
          map.forEach((key, value) ->
              texts.put(
                  key, value.orElseThrow(() -> invalid(at(name) + "." + key, "must be a text"))));
          return texts;
        });
  }

  /** Names to texts; an empty value is one to be taken away. */
  Optional<Map<String, Optional<String>>> patchTextMap(String name, int most, int longest) {
    return present(name)
        .map(node -> {
          if (!node.isObject() || node.size() > most) {
            throw invalid(at(name), "must be an object of at most " + most + " texts");
          }
          Map<String, Optional<String>> texts = new LinkedHashMap<>();
          for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String inner = at(name) + "." + entry.getKey();
            checkCharacters(entry.getKey(), inner);
            texts.put(
                entry.getKey(),
                entry.getValue().isNull()
                    ? Optional.empty()
                    : Optional.of(text(entry.getValue(), inner, longest)));
          }
          return texts;
        });
  }

  Optional<Fields> optionalObject(String name, String... known) {
    return present(name).map(node -> of(node, at(name), known));
  }

  Optional<List<Fields>> optionalObjects(String name, int most, String... known) {
    return present(name)
        .map(node -> {
          List<Fields> objects = new ArrayList<>();
          for (JsonNode item : array(node, name, most)) {
            objects.add(of(item, at(name) + "[" + objects.size() + "]", known));
          }
          return objects;
        });
  }

  boolean has(String name) {
    return object.has(name);
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  FailureException missing(String name) {
    return invalid(at(name), "is missing");
  }

  static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }

  /** What PostgreSQL's text cannot hold: U+0000, and half a surrogate pair, which is none. */
  static void checkCharacters(String text, String path) {
    checkCharacters(text, () -> path);
  }

  private static void checkCharacters(String text, Supplier<String> path) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        throw invalid(path.get(), "must not hold the character U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw invalid(path.get(), "must not hold half a character (a lone surrogate)");
        }
        i++; // the other half
      }
    }
  }

  private Optional<JsonNode> present(String name) {
    @Nullable JsonNode node = object.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private JsonNode array(JsonNode node, String name, int most) {
    if (!node.isArray() || node.size() > most) {
      throw invalid(at(name), "must be a list of at most " + most);
    }
    return node;
  }

  private static String text(JsonNode node, String path, int longest) {
    return text(node, () -> path, longest);
  }

  /** Of long lists the path is put together only for somebody who has to be told. */
  private static String text(JsonNode node, Supplier<String> path, int longest) {
    if (!node.isString()) {
      throw invalid(path.get(), "must be a text");
    }
    String text = node.stringValue();
    if (text.length() > longest) {
      throw invalid(path.get(), "must have at most " + longest + " characters");
    }
    checkCharacters(text, path);
    return text;
  }
}
