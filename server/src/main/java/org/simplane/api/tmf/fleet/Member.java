// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import java.time.Instant;
import java.util.Optional;
import org.simplane.account.Account;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Details;

/**
 * A subscription with what TM Forum resources show beside it.
 *
 * @param operatorName the word by which people name its platform, such as {@code JASPER}
 * @param accountName that of the account; where it is somebody's above, who alone knows it, the
 *     operator's
 * @param details {@link Details#NONE} where nothing is known
 * @param detailsAsOf when the operator told them
 */
public record Member(
    Subscription subscription,
    Account account,
    String operatorName,
    String accountName,
    Details details,
    Optional<Instant> detailsAsOf) {

  /** The id of one of its products, as the CMO API has it: {@code JASPER-8949...-simCard}. */
  public String productId(Part part) {
    return operatorName + "-" + subscription.businessId() + part.suffix();
  }
}
