// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Inventory;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.SubscriptionRef;

/** Reads devices: {@code GET /devices}, {@code GET /devices/{iccid}} (contract A.5). */
final class JasperInventory implements Inventory {

  /** The most that Control Center gives. */
  private static final int PAGE_SIZE = 50;

  /** Before any Control Center: {@code modifiedSince} is required. */
  private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");

  record SearchWire(@Nullable List<DeviceWire> devices, @Nullable Boolean lastPage) {}

  private final JasperClient client;
  private final String accountId;

  JasperInventory(JasperClient client, String accountId) {
    this.client = client;
    this.accountId = accountId;
  }

  @Override
  public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
    Optional<DeviceWire> device =
        client.find("/devices/" + RestClient.encoded(ref.operatorKey()), DeviceWire.class);
    if (device.isPresent() && device.get().iccid().isEmpty()) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "Control Center showed a device without an ICCID");
    }
    return device.map(found -> found.sim(found.iccid().orElseThrow()));
  }

  @Override
  public Set<Part> parts() {
    return Set.of(Part.SIM_CARD, Part.DATA_CONNECTIVITY);
  }

  @Override
  public SimPage list(Optional<String> from) throws OperatorException {
    return search(EVER, from);
  }

  /** ICCID, status, rate plan and communication plan are all that a search shows. */
  @Override
  public boolean listsWhole() {
    return false;
  }

  @Override
  public Optional<ChangedList> changedList() {
    return Optional.of(this::search);
  }

  /** Sorted by modification, the oldest first: what changes meanwhile comes again at the end. */
  private SimPage search(Instant since, Optional<String> from) throws OperatorException {
    int page = page(from);
    String path =
        "/devices?modifiedSince="
            + RestClient.encoded(JasperDates.query(since))
            + (accountId.isEmpty() ? "" : "&accountId=" + RestClient.encoded(accountId))
            + "&pageSize="
            + PAGE_SIZE
            + "&pageNumber="
            + page;
    SearchWire wire = client.get(path, SearchWire.class);
    if (wire.devices() == null || wire.lastPage() == null) {
      throw new OperatorException(Kind.MALFORMED_REPLY, "Control Center's search holds no devices");
    }
    List<Sim> sims = new ArrayList<>(wire.devices().size());
    for (DeviceWire device : wire.devices()) {
      String iccid =
          device
              .iccid()
              .orElseThrow(() ->
                  new OperatorException(
                      Kind.MALFORMED_REPLY, "Control Center listed a device without an ICCID"));
      sims.add(device.sim(iccid));
    }
    return new SimPage(
        sims,
        wire.lastPage() ? Optional.empty() : Optional.of(String.valueOf(page + 1)),
        Optional.empty());
  }

  private static int page(Optional<String> from) throws OperatorException {
    try {
      return from.map(Integer::parseInt).orElse(1);
    } catch (NumberFormatException e) {
      throw new OperatorException(
          Kind.REJECTED, "Not a page of Control Center: " + from.orElse(""), e);
    }
  }
}
