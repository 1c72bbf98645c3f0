// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

/** What an id means: the product as a whole, or one of its sub-products. */
enum Part {
  BUNDLE("", "IoTConnection"),
  SIM_CARD("-simCard", "simCard"),
  TERMINAL("-terminal", "terminal"),
  DATA_CONNECTIVITY("-dataConnectivity", "dataConnectivity"),
  USAGE("-usageVolume-data", "usageVolume");

  private final String suffix;
  private final String type;

  Part(String suffix, String type) {
    this.suffix = suffix;
    this.type = type;
  }

  /** What is behind the product's id. */
  String suffix() {
    return suffix;
  }

  /** As {@code @type} has it. */
  String type() {
    return type;
  }

  /** By the end of an id. */
  static Part of(String id) {
    for (Part part : values()) {
      if (part != BUNDLE && id.endsWith(part.suffix)) {
        return part;
      }
    }
    return BUNDLE;
  }
}
