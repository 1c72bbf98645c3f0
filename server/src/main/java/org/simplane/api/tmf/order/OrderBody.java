// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.BoundedBody;
import org.simplane.api.JsonPart;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.api.tmf.rest.TmfJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order as it is sent, read item by item: the JSON of the longest would not fit into a small
 * server.
 *
 * @param hash SHA-256 of all of it
 */
@SuppressWarnings("ArrayRecordComponent") // Carried from the request to the store
record OrderBody(ObjectNode header, List<OrderItem> items, byte[] hash) {

  static final int MOST_ITEMS = 100_000;

  private static final int LARGEST = 64 * 1024 * 1024;

  /** Brackets, names and values of one item, or of one attribute beside them. */
  private static final int MOST_TOKENS = 5_000;

  private static final String ITEMS = "productOrderItem";

  OrderBody {
    items = List.copyOf(items);
  }

  Optional<String> externalId() {
    return Optional.ofNullable(header.get("externalId")).map(JsonNode::asString);
  }

  /**
   * Reads to the end; the stream is left open.
   *
   * @throws FailureException {@code Invalid}
   */
  static OrderBody read(InputStream in) {
    MessageDigest digest = sha256();
    try (JsonParser parser =
        TmfJson.MAPPER.createParser(
            new BoundedBody(new DigestInputStream(in, digest), LARGEST, OrderBody::tooLarge))) {
      Reading reading = new Reading(parser);
      reading.order();
      if (parser.nextToken() != null) {
        throw invalid("", "Something stands behind the order");
      }
      if (reading.items.isEmpty()) {
        throw invalid(ITEMS, "is missing or empty");
      }
      return new OrderBody(reading.header.kept(), reading.items, digest.digest());
    } catch (JacksonIOException e) {
      throw new Refusal(400, "invalid", "The body cannot be read");
    } catch (JacksonException e) {
      throw invalid("", "The body is no JSON: " + e.getOriginalMessage());
    }
  }

  private static final class Reading {

    private final JsonParser parser;
    private final OrderHeader header = new OrderHeader();
    private final List<OrderItem> items = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> products = new HashSet<>();

    private Reading(JsonParser parser) {
      this.parser = parser;
    }

    private void order() {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw invalid("", "The body is missing");
      }
      if (first != JsonToken.START_OBJECT) {
        throw invalid("", "An order is a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (!name.equals(ITEMS)) {
          header.take(name, part(name));
        } else if (value == JsonToken.START_ARRAY) {
          items();
        } else {
          throw invalid(ITEMS, "is to be a list");
        }
      }
    }

    private void items() {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String where = ITEMS + "[" + items.size() + "]";
        if (items.size() == MOST_ITEMS) {
          throw invalid(ITEMS, "holds more than " + MOST_ITEMS + " items");
        }
        OrderItem item = ItemReader.read(part(where), where);
        if (!ids.add(item.id())) {
          throw invalid(where + ".id", "is that of another item too");
        }
        if (!products.add(item.product())) {
          throw invalid(
              where + ".product.id", "is that of another item too; an order has one of each");
        }
        items.add(item);
      }
    }

    private JsonNode part(String where) {
      return JsonPart.read(TmfJson.MAPPER, parser, MOST_TOKENS)
          .orElseThrow(() -> invalid(where, "is too large"));
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        413, "tooLarge", "The body is larger than " + LARGEST / 1024 / 1024 + " MiB");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
