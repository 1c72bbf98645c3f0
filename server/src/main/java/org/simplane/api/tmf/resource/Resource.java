// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Terminal;

/**
 * One resource of a subscription.
 *
 * @param number what it is known by, as its operator writes it
 */
record Resource(Member member, ResourceKind kind, String number) {

  String id() {
    return kind.prefix() + number;
  }

  /** All resources of a subscription; the first is the one that lists show. */
  static List<Resource> of(Member member) {
    Subscription subscription = member.subscription();
    Identity identity = subscription.identity();
    List<Resource> all = new ArrayList<>();
    identity
        .iccid()
        .map(Iccid::digits)
        .ifPresent(number -> all.add(new Resource(member, ResourceKind.SIM_CARD, number)));
    Optional<String> terminal =
        identity.terminalSerial().or(() -> member.details().terminal().map(Terminal::serialNumber));
    terminal.ifPresent(number -> all.add(new Resource(member, ResourceKind.TERMINAL, number)));
    if (all.isEmpty()) {
      all.add(
          new Resource(
              member,
              subscription.kind() == Subscription.Kind.SIM
                  ? ResourceKind.SIM_CARD
                  : ResourceKind.TERMINAL,
              subscription.businessId()));
    }
    for (Optional<Imsi> imsi : List.of(identity.imsi(), identity.imsi2())) {
      imsi.map(Imsi::digits)
          .ifPresent(number -> all.add(new Resource(member, ResourceKind.IMSI, number)));
    }
    List.of(identity.msisdnData(), identity.msisdnVoice(), identity.msisdnFax()).stream()
        .flatMap(Optional::stream)
        .map(Msisdn::digits)
        .distinct()
        .forEach(number -> all.add(new Resource(member, ResourceKind.MSISDN, number)));
    identity
        .eid()
        .map(Eid::digits)
        .ifPresent(number -> all.add(new Resource(member, ResourceKind.EUICC, number)));
    return all;
  }

  /** What stands beside it on the same subscription. */
  List<Resource> siblings() {
    return of(member).stream().filter(other -> !other.id().equals(id())).toList();
  }
}
