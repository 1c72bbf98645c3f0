// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import org.jspecify.annotations.Nullable;
import org.simplane.operator.Plmn;

/**
 * Something a device did on the network that is not metered.
 *
 * @param at seconds since 1970
 * @param ip only with a session
 * @param apn what its sessions go to
 */
record NetworkEvent(
    String id,
    Kind kind,
    long at,
    int sim,
    String imei,
    Plmn network,
    String rat,
    int area,
    int cell,
    @Nullable String ip,
    String apn) {

  /** What happened. */
  enum Kind {
    ATTACH,
    DETACH,
    LOCATION_UPDATE,
    SESSION_START,
    SESSION_END,
    IMEI_CHANGE,
    AUTHENTICATION_FAILURE
  }
}
