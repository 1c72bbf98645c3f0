// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.inventory.Allowance;
import org.simplane.inventory.Device;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Machine;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscriber;
import org.simplane.inventory.Subscription;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Service;
import org.simplane.operator.Status;

/**
 * A subscription on the wire, cellular or satellite.
 *
 * @param iccid as the operator writes it
 * @param intendedStatus what has been asked for and is not reached yet
 * @param asOf when the operator's part was last read or changed
 */
record SimWire(
    String id,
    String organisation,
    String account,
    Subscription.Kind kind,
    String operatorKey,
    Optional<String> iccid,
    Optional<String> iccidWithCheckDigit,
    Optional<String> terminalSerial,
    Optional<String> serialNumber,
    Optional<String> eid,
    Optional<String> imsi,
    Optional<String> imsi2,
    Optional<String> msisdn,
    Optional<String> msisdnVoice,
    Optional<String> msisdnFax,
    Optional<String> imei,
    Optional<String> ipAddress,
    Status status,
    String operatorStatus,
    Optional<BillingPhase> billingPhase,
    Optional<Status> intendedStatus,
    Optional<String> statusReason,
    Optional<Instant> statusRequestedAt,
    Optional<Instant> statusChangedAt,
    Optional<Instant> activatedAt,
    Optional<Instant> endsAt,
    boolean imeiLock,
    Optional<String> lockedImei,
    Optional<String> label,
    List<String> tags,
    Map<String, String> attributes,
    SubscriberWire subscriber,
    DeviceWire device,
    MachineWire machine,
    Map<Service, AllowanceWire> allowances,
    Instant asOf,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  static SimWire of(Subscription sim, Ids ids) {
    Identity identity = sim.identity();
    Standing standing = sim.standing();
    return new SimWire(
        ids.show(Ids.Kind.SIM, sim.id()),
        ids.show(Ids.Kind.ORGANISATION, sim.organisation()),
        ids.show(Ids.Kind.ACCOUNT, sim.account()),
        sim.kind(),
        sim.operatorKey(),
        identity.iccid().map(Iccid::digits),
        identity.iccid().map(Iccid::withCheckDigit),
        identity.terminalSerial(),
        identity.serialNumber(),
        identity.eid().map(Eid::digits),
        identity.imsi().map(Imsi::digits),
        identity.imsi2().map(Imsi::digits),
        identity.msisdnData().map(Msisdn::digits),
        identity.msisdnVoice().map(Msisdn::digits),
        identity.msisdnFax().map(Msisdn::digits),
        identity.imei().map(Imei::digits),
        identity.ipAddress(),
        standing.status(),
        standing.operatorStatus(),
        standing.phase(),
        standing.intended(),
        standing.reason(),
        standing.requestedAt(),
        standing.changedAt(),
        standing.activatedAt(),
        standing.endsAt(),
        sim.imeiLock(),
        sim.lockedImei().map(Imei::digits),
        sim.label(),
        sim.tags(),
        new TreeMap<>(sim.attributes()),
        SubscriberWire.of(sim.subscriber()),
        DeviceWire.of(sim.device()),
        MachineWire.of(sim.machine()),
        AllowanceWire.of(sim.allowances()),
        sim.asOf(),
        sim.createdAt(),
        sim.updatedAt(),
        sim.version());
  }

  /** The contract with the operator. */
  record SubscriberWire(
      Optional<String> identifier,
      Optional<String> label,
      Optional<String> offer,
      Optional<String> user,
      Optional<String> userReference,
      List<String> options,
      Optional<Instant> createdAt) {

    static SubscriberWire of(Subscriber subscriber) {
      return new SubscriberWire(
          subscriber.identifier(),
          subscriber.label(),
          subscriber.offer(),
          subscriber.user(),
          subscriber.userReference(),
          subscriber.options(),
          subscriber.createdAt());
    }
  }

  /** The customer's own data about the device. */
  record DeviceWire(
      Optional<String> uniqueIdentifier,
      Optional<String> serialNumber,
      Optional<String> contactName,
      Optional<String> contactEmail,
      Optional<String> contactPhone,
      Optional<String> moduleBrand,
      Optional<String> moduleModel,
      Optional<String> category,
      Optional<String> description,
      Optional<String> address,
      Optional<String> location,
      Optional<String> holder,
      Optional<Instant> updatedAt) {

    static DeviceWire of(Device device) {
      return new DeviceWire(
          device.uniqueIdentifier(),
          device.serialNumber(),
          device.contactName(),
          device.contactEmail(),
          device.contactPhone(),
          device.moduleBrand(),
          device.moduleModel(),
          device.category(),
          device.description(),
          device.address(),
          device.location(),
          device.holder(),
          device.updatedAt());
    }
  }

  /** The customer's own data about the machine. */
  record MachineWire(
      Optional<String> serialNumber,
      Optional<String> name,
      Optional<String> description,
      Optional<Instant> updatedAt) {

    static MachineWire of(Machine machine) {
      return new MachineWire(
          machine.serialNumber(), machine.name(), machine.description(), machine.updatedAt());
    }
  }

  /** What a list shows of a quota: bytes for data, messages for SMS. */
  record AllowanceWire(
      long total,
      Allowance.State state,
      Optional<Instant> thresholdReachedAt,
      Optional<Instant> exhaustedAt) {

    static Map<Service, AllowanceWire> of(Map<Service, Allowance> allowances) {
      Map<Service, AllowanceWire> wires = new TreeMap<>();
      allowances.forEach((service, allowance) ->
          wires.put(
              service,
              new AllowanceWire(
                  allowance.total(),
                  allowance.state(),
                  allowance.thresholdReachedAt(),
                  allowance.exhaustedAt())));
      return wires;
    }
  }
}
