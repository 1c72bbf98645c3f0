// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every setting there is, by what it is about. {@code conf/simplane.sample.properties} says the
 * same to people, and a test compares the two.
 */
final class Keys {

  static final List<Key<?>> ALL =
      Stream.of(ServerKeys.ALL, DialectKeys.ALL, FeatureKeys.ALL, RetentionKeys.ALL, DemoKeys.ALL)
          .<Key<?>>flatMap(List::stream)
          .toList();

  private Keys() {}
}
