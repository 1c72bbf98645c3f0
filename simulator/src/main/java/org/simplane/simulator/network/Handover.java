// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

/**
 * Takes what the fleet produces. Called with the fleet locked: must neither block for long nor
 * throw for a server that is down.
 */
interface Handover {

  void record(UsageRecord record);

  void event(NetworkEvent event);

  void message(TextMessage message);
}
