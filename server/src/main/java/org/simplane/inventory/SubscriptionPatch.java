// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be different. What is not named stays as it is; an empty value takes a field away.
 *
 * @param fields those of {@link Field#isCustomers}
 * @param tags replaces all of them
 * @param attributes custom attributes by name
 */
public record SubscriptionPatch(
    Map<Field, Optional<String>> fields,
    Optional<List<String>> tags,
    Map<String, Optional<String>> attributes) {

  public static final SubscriptionPatch NOTHING =
      new SubscriptionPatch(Map.of(), Optional.empty(), Map.of());

  public SubscriptionPatch {
    fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(fields));
    tags = tags.map(List::copyOf);
    attributes = Map.copyOf(attributes);
  }

  public SubscriptionPatch with(Field field, Optional<String> value) {
    Map<Field, Optional<String>> more = new EnumMap<>(Field.class);
    more.putAll(fields);
    more.put(field, value);
    return new SubscriptionPatch(more, tags, attributes);
  }

  public SubscriptionPatch withTags(List<String> wanted) {
    return new SubscriptionPatch(fields, Optional.of(wanted), attributes);
  }

  public SubscriptionPatch withAttribute(String name, Optional<String> value) {
    Map<String, Optional<String>> more = new HashMap<>(attributes);
    more.put(name, value);
    return new SubscriptionPatch(fields, tags, more);
  }
}
