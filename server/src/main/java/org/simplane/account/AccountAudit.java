// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the audit keeps of an account: everything but the secrets. */
final class AccountAudit {

  private AccountAudit() {}

  static void record(
      Audit audit,
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable Account before,
      Account after) {
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(
                after.organisation(),
                action,
                "account",
                after.id(),
                after.name(),
                before == null ? null : json(before),
                json(after))));
  }

  private static JsonNode json(Account account) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("platform", account.platform());
    json.put("name", account.name());
    ObjectNode settings = json.putObject("settings");
    new TreeMap<>(account.settings()).forEach(settings::put);
    account.secrets().stream().sorted().forEach(json.putArray("secrets")::add);
    json.put("billingZone", account.billingZone().getId());
    json.put("callsPerSecond", account.pace().callsPerSecond());
    json.put("inFlight", account.pace().inFlight());
    json.put("state", account.state().name());
    json.put("syncEvery", account.syncEvery().toSeconds());
    return json;
  }
}
