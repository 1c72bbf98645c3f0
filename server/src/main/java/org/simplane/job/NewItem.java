// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import org.jspecify.annotations.Nullable;

/**
 * An item to be submitted with its job. One that is over already carries no work; it is there so
 * that the job shows it.
 *
 * @param organisation the one that has the subscription
 */
public record NewItem(
    long account,
    long organisation,
    long subscription,
    String kind,
    String target,
    ItemState state,
    @Nullable String errorCode,
    @Nullable String error) {

  public static NewItem queued(
      long account, long organisation, long subscription, String kind, String target) {
    return new NewItem(
        account, organisation, subscription, kind, target, ItemState.QUEUED, null, null);
  }

  public NewItem done() {
    return new NewItem(
        account, organisation, subscription, kind, target, ItemState.DONE, null, null);
  }

  public NewItem failed(String code, String message) {
    return new NewItem(
        account, organisation, subscription, kind, target, ItemState.FAILED, code, message);
  }
}
