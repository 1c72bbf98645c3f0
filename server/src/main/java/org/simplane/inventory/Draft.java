// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Status;

/**
 * A subscription's fields as texts, to be changed one by one and made into a subscription again.
 */
final class Draft {

  static final String LIST_SEPARATOR = ";";

  private final Map<Field, String> fields = new EnumMap<>(Field.class);
  private final TreeMap<String, String> attributes = new TreeMap<>();
  private final TreeSet<String> tags = new TreeSet<>();

  static Draft of(Subscription s) {
    Draft draft = new Draft();
    draft.identity(s.identity());
    draft.put(Field.OPERATOR_KEY, Optional.of(s.operatorKey()));
    draft.put(Field.STATUS, Optional.of(s.standing().status()));
    draft.put(Field.BILLING_PHASE, s.standing().phase());
    draft.put(Field.ACTIVATED_AT, s.standing().activatedAt());
    draft.put(Field.ENDS_AT, s.standing().endsAt());
    draft.put(Field.IMEI_LOCK, Optional.of(s.imeiLock()));
    draft.put(Field.LOCKED_IMEI, s.lockedImei());
    draft.put(Field.LABEL, s.label());
    draft.subscriber(s.subscriber());
    draft.device(s.device());
    draft.put(Field.MACHINE_SERIAL_NUMBER, s.machine().serialNumber());
    draft.put(Field.MACHINE_NAME, s.machine().name());
    draft.put(Field.MACHINE_DESCRIPTION, s.machine().description());
    draft.tags.addAll(s.tags());
    draft.attributes.putAll(s.attributes());
    return draft;
  }

  private void identity(Identity identity) {
    put(Field.ICCID, identity.iccid());
    put(Field.TERMINAL_SERIAL, identity.terminalSerial());
    put(Field.SERIAL_NUMBER, identity.serialNumber());
    put(Field.EID, identity.eid());
    put(Field.IMSI, identity.imsi());
    put(Field.IMSI_2, identity.imsi2());
    put(Field.MSISDN_DATA, identity.msisdnData());
    put(Field.MSISDN_VOICE, identity.msisdnVoice());
    put(Field.MSISDN_FAX, identity.msisdnFax());
    put(Field.IMEI, identity.imei());
    put(Field.IP_ADDRESS, identity.ipAddress());
  }

  private void subscriber(Subscriber subscriber) {
    put(Field.SUBSCRIBER_IDENTIFIER, subscriber.identifier());
    put(Field.SUBSCRIBER_LABEL, subscriber.label());
    put(Field.OFFER, subscriber.offer());
    put(Field.USER, subscriber.user());
    put(Field.USER_REFERENCE, subscriber.userReference());
    if (!subscriber.options().isEmpty()) {
      fields.put(Field.OPTIONS, String.join(LIST_SEPARATOR, subscriber.options()));
    }
    put(Field.SUBSCRIBER_CREATED_AT, subscriber.createdAt());
  }

  private void device(Device device) {
    put(Field.DEVICE_UNIQUE_IDENTIFIER, device.uniqueIdentifier());
    put(Field.DEVICE_SERIAL_NUMBER, device.serialNumber());
    put(Field.DEVICE_CONTACT_NAME, device.contactName());
    put(Field.DEVICE_CONTACT_EMAIL, device.contactEmail());
    put(Field.DEVICE_CONTACT_PHONE, device.contactPhone());
    put(Field.DEVICE_MODULE_BRAND, device.moduleBrand());
    put(Field.DEVICE_MODULE_MODEL, device.moduleModel());
    put(Field.DEVICE_CATEGORY, device.category());
    put(Field.DEVICE_DESCRIPTION, device.description());
    put(Field.DEVICE_ADDRESS, device.address());
    put(Field.DEVICE_LOCATION, device.location());
    put(Field.DEVICE_HOLDER, device.holder());
  }

  private void put(Field field, Optional<?> value) {
    if (value.isPresent()) {
      fields.put(field, value.get().toString());
    }
  }

  Optional<String> get(Field field) {
    return Optional.ofNullable(fields.get(field));
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** {@code null} takes it away; a value must be {@linkplain Field#normal normal}. */
  void set(Field field, @Nullable String value) {
    if (value == null) {
      fields.remove(field);
    } else {
      fields.put(field, value);
    }
  }

  void attribute(String name, @Nullable String value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }

  void tags(Collection<String> wanted) {
    tags.clear();
    tags.addAll(wanted);
  }

  /** As {@code base}, with the fields drafted; equal to it when they are the same. */
  Subscription build(Subscription base, Instant now) {
    Standing was = base.standing();
    return new Subscription(
        base.id(),
        base.organisation(),
        base.account(),
        base.kind(),
        fields.getOrDefault(Field.OPERATOR_KEY, base.operatorKey()),
        builtIdentity(),
        new Standing(
            as(Field.STATUS, Status::valueOf).orElse(was.status()),
            was.operatorStatus(),
            as(Field.BILLING_PHASE, BillingPhase::valueOf),
            was.intended(),
            was.reason(),
            was.requestedAt(),
            was.changedAt(),
            as(Field.ACTIVATED_AT, Instant::parse),
            as(Field.ENDS_AT, Instant::parse)),
        as(Field.IMEI_LOCK, Boolean::valueOf).orElse(false),
        as(Field.LOCKED_IMEI, Imei::new),
        get(Field.LABEL),
        builtSubscriber(),
        builtDevice(base.device(), now),
        builtMachine(base.machine(), now),
        List.copyOf(tags),
        Map.copyOf(attributes),
        base.allowances(),
        base.asOf(),
        base.createdAt(),
        base.updatedAt(),
        base.version());
  }

  private Identity builtIdentity() {
    return new Identity(
        as(Field.ICCID, Iccid::new),
        get(Field.TERMINAL_SERIAL),
        get(Field.SERIAL_NUMBER),
        as(Field.EID, Eid::new),
        as(Field.IMSI, Imsi::new),
        as(Field.IMSI_2, Imsi::new),
        as(Field.MSISDN_DATA, Msisdn::new),
        as(Field.MSISDN_VOICE, Msisdn::new),
        as(Field.MSISDN_FAX, Msisdn::new),
        as(Field.IMEI, Imei::new),
        get(Field.IP_ADDRESS));
  }

  private Subscriber builtSubscriber() {
    List<String> options =
        get(Field.OPTIONS)
            .map(text ->
                Arrays.stream(text.split(LIST_SEPARATOR))
                    .map(String::strip)
                    .filter(option -> !option.isEmpty())
                    .toList())
            .orElse(List.of());
    return new Subscriber(
        get(Field.SUBSCRIBER_IDENTIFIER),
        get(Field.SUBSCRIBER_LABEL),
        get(Field.OFFER),
        get(Field.USER),
        get(Field.USER_REFERENCE),
        options,
        as(Field.SUBSCRIBER_CREATED_AT, Instant::parse));
  }

  private Device builtDevice(Device was, Instant now) {
    Device same = builtDevice(was.updatedAt());
    return same.equals(was) ? was : builtDevice(Optional.of(now));
  }

  private Device builtDevice(Optional<Instant> updatedAt) {
    return new Device(
        get(Field.DEVICE_UNIQUE_IDENTIFIER),
        get(Field.DEVICE_SERIAL_NUMBER),
        get(Field.DEVICE_CONTACT_NAME),
        get(Field.DEVICE_CONTACT_EMAIL),
        get(Field.DEVICE_CONTACT_PHONE),
        get(Field.DEVICE_MODULE_BRAND),
        get(Field.DEVICE_MODULE_MODEL),
        get(Field.DEVICE_CATEGORY),
        get(Field.DEVICE_DESCRIPTION),
        get(Field.DEVICE_ADDRESS),
        get(Field.DEVICE_LOCATION),
        get(Field.DEVICE_HOLDER),
        updatedAt);
  }

  private Machine builtMachine(Machine was, Instant now) {
    Machine same = builtMachine(was.updatedAt());
    return same.equals(was) ? was : builtMachine(Optional.of(now));
  }

  private Machine builtMachine(Optional<Instant> updatedAt) {
    return new Machine(
        get(Field.MACHINE_SERIAL_NUMBER),
        get(Field.MACHINE_NAME),
        get(Field.MACHINE_DESCRIPTION),
        updatedAt);
  }

  private <T> Optional<T> as(Field field, Function<String, T> of) {
    String text = fields.get(field);
    return text == null ? Optional.empty() : Optional.of(of.apply(text));
  }
}
