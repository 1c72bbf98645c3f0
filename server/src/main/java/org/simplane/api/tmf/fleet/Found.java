// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

/** What a product id names. */
public record Found(Member member, Part part) {

  public String productId() {
    return member.productId(part);
  }
}
