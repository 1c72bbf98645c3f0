// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.util.List;
import org.simplane.lifecycle.Wish;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an order as it was sent.
 *
 * @param id the client's
 * @param product its product's id
 * @param content what is said of the product beside its id
 * @param wishes what that asks for; none where nothing is to change
 */
record OrderItem(String id, String product, Action action, ObjectNode content, List<Wish> wishes) {

  /** Those of {@code OrderItemActionType} that are offered. */
  enum Action {
    MODIFY("modify"),
    NO_CHANGE("noChange");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  OrderItem {
    wishes = List.copyOf(wishes);
  }
}
