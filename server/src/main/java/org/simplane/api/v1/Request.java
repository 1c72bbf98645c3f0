// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request, with its parts read strictly. */
final class Request {

  static final int DEFAULT_LIMIT = 50;
  static final int LARGEST_LIMIT = 1000;

  private static final int LONGEST_PARAMETER = 2000;
  private static final int LAST_YEAR = 9999;

  private final Context context;
  private final @Nullable Caller caller;
  private final Ids ids;
  private final Map<String, List<String>> query;
  private final byte @Nullable [] body;
  private Ids.@Nullable Kind subject;
  private final Map<Failure.NotFound, Failure> named = new HashMap<>();

  Request(
      Context context,
      @Nullable Caller caller,
      Ids ids,
      Map<String, List<String>> query,
      byte @Nullable [] body) {
    this.context = context;
    this.caller = caller;
    this.ids = ids;
    this.query = query;
    this.body = body;
  }

  /** Only on routes that need a token. */
  Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("An open route has no caller");
    }
    return caller;
  }

  /** Where the client reached this server: scheme and host. */
  String origin() {
    return context.scheme() + "://" + context.host();
  }

  Ids ids() {
    return ids;
  }

  /**
   * The number behind the id in the path; one that is none of ours is answered like an unknown one.
   */
  long id(Ids.Kind kind) {
    subject = kind;
    String text = context.pathParam("id");
    return ids.read(kind, text)
        .orElseThrow(() -> new FailureException(new Failure.NotFound(kind.word(), text)));
  }

  /** What to throw when the row behind {@link #id} is not there. */
  FailureException unknown(Ids.Kind kind) {
    return new FailureException(new Failure.NotFound(kind.word(), context.pathParam("id")));
  }

  /**
   * Features speak of their own numbers, which nobody outside is to see: what the path named is
   * named as the path did, and a stranger's id in a field is answered like a made-up one.
   */
  Failure shown(Failure failure) {
    Failure field = failure instanceof Failure.NotFound missing ? named.get(missing) : null;
    if (field != null) {
      return field;
    }
    return failure instanceof Failure.NotFound && subject != null
        ? unknown(subject).failure()
        : failure;
  }

  String path(String name) {
    return context.pathParam(name);
  }

  /**
   * An id that was sent in a field or parameter; a problem of that field when it is none of ours.
   */
  long id(Ids.Kind kind, String field, String text) {
    Failure none = Failure.Invalid.field(field, "No such " + kind.word());
    long number = ids.read(kind, text).orElseThrow(() -> new FailureException(none));
    named.put(new Failure.NotFound(kind.word(), Long.toString(number)), none);
    return number;
  }

  /** What {@link Ids#seal} hid; a problem of that field when it is none of ours. */
  String sealed(String field, String text) {
    return ids.unseal(text)
        .orElseThrow(() -> Fields.invalid(field, "is not one that this list gave out"));
  }

  Optional<Long> parameterId(Ids.Kind kind, String name) {
    return parameter(name).map(text -> id(kind, name, text));
  }

  Optional<String> parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Fields.invalid(name, "is given more than once");
    }
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return Optional.empty();
    }
    String value = values.getFirst();
    if (value.length() > LONGEST_PARAMETER) {
      throw Fields.invalid(name, "must have at most " + LONGEST_PARAMETER + " characters");
    }
    Fields.checkCharacters(value, name);
    return Optional.of(value);
  }

  /** A parameter that may be repeated. */
  List<String> parameters(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    for (String value : values) {
      if (value.length() > LONGEST_PARAMETER) {
        throw Fields.invalid(name, "must have at most " + LONGEST_PARAMETER + " characters");
      }
      Fields.checkCharacters(value, name);
    }
    return values.stream().filter(value -> !value.isEmpty()).toList();
  }

  <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
    return parameter(name).map(text -> Fields.word(text, name, words));
  }

  Optional<Integer> whole(String name, int least, int most) {
    return parameter(name)
        .map(text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
              return value;
            }
          } catch (NumberFormatException e) {
            // Told below, like a number out of range.
          }
          throw Fields.invalid(name, "must be a whole number from " + least + " to " + most);
        });
  }

  boolean flag(String name) {
    return parameter(name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw Fields.invalid(name, "must be true or false");
            })
        .orElse(false);
  }

  /** An RFC 3339 date-time with its offset, whose years have four digits. */
  Optional<Instant> instant(String name) {
    return parameter(name)
        .map(text -> {
          try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
              return time.toInstant();
            }
          } catch (DateTimeException e) {
            // Told below, like a year that nobody's calendar has.
          }
          throw Fields.invalid(name, "must be a date and time such as 2026-01-31T12:00:00Z");
        });
  }

  Optional<LocalDate> day(String name) {
    return parameter(name)
        .map(text -> {
          try {
            return LocalDate.parse(text);
          } catch (DateTimeException e) {
            throw Fields.invalid(name, "must be a day such as 2026-01-31");
          }
        });
  }

  int limit() {
    return whole("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
  }

  /** Where an id-ordered list goes on. */
  OptionalLong cursor() {
    Optional<String> text = parameter("cursor");
    return text.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(id(Ids.Kind.CURSOR, "cursor", text.get()));
  }

  boolean dryRun() {
    return flag("dryRun");
  }

  /** The version that the caller has seen; empty when it does not say, or says {@code *}. */
  OptionalLong ifMatch() {
    String header = context.header("If-Match");
    if (header == null || header.strip().equals("*")) {
      return OptionalLong.empty();
    }
    String tag = header.strip();
    try {
      if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
        return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
      }
    } catch (NumberFormatException e) {
      // Told below, like a tag without quotation marks.
    }
    throw Fields.invalid("If-Match", "must be an ETag of ours such as \"3\", or *");
  }

  /** The body as a JSON object; fields other than the known ones are refused. */
  Fields fields(String... known) {
    return Fields.of(json(), "", known);
  }

  /** As {@link #fields}, for routes whose body may be left out. */
  Fields optionalFields(String... known) {
    JsonNode node = bytes().length == 0 ? JsonNodeFactory.instance.objectNode() : json();
    return Fields.of(node, "", known);
  }

  private JsonNode json() {
    String type = context.contentType();
    if (type != null && !type.isEmpty() && !mediaType(type).endsWith("json")) {
      throw Fields.invalid("Content-Type", "must be application/json");
    }
    return Json.read(bytes());
  }

  String mediaType() {
    String type = context.contentType();
    return type == null ? "" : mediaType(type);
  }

  private static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  byte[] bytes() {
    return body == null ? new byte[0] : body;
  }

  /** The body as it comes, for uploads, which are not held in memory. */
  InputStream stream() {
    try {
      return context.req().getInputStream();
    } catch (IOException e) {
      throw Fields.invalid("", "The body cannot be read");
    }
  }

  @Nullable String header(String name) {
    return context.header(name);
  }
}
