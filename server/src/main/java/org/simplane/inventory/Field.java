// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Status;

/**
 * A field of a subscription that is one text: a column of an import or export, or a value that a
 * patch sets. Lengths of device and machine data are those of Orange's connectivity directory.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
public enum Field {
  ICCID(Group.IDENTITY, 30, Field::iccid),
  TERMINAL_SERIAL(Group.IDENTITY, 64, UnaryOperator.identity()),
  OPERATOR_KEY(Group.IDENTITY, 100, UnaryOperator.identity()),
  SERIAL_NUMBER(Group.IDENTITY, 64, UnaryOperator.identity()),
  EID(Group.IDENTITY, 40, text -> Eid.of(text).digits()),
  IMSI(Group.IDENTITY, 30, text -> Imsi.of(text).digits()),
  IMSI_2(Group.IDENTITY, 30, text -> Imsi.of(text).digits()),
  MSISDN_DATA(Group.IDENTITY, 30, text -> Msisdn.of(text).digits()),
  MSISDN_VOICE(Group.IDENTITY, 30, text -> Msisdn.of(text).digits()),
  MSISDN_FAX(Group.IDENTITY, 30, text -> Msisdn.of(text).digits()),
  IMEI(Group.FIRST, 30, text -> Imei.of(text).digits()),
  IP_ADDRESS(Group.FIRST, 45, Field::address),
  STATUS(Group.FIRST, 20, text -> word(Status.class, text)),
  BILLING_PHASE(Group.FIRST, 20, text -> word(BillingPhase.class, text)),
  ACTIVATED_AT(Group.FIRST, 40, Field::instant),
  IMEI_LOCK(Group.FIRST, 5, Field::flag),
  LOCKED_IMEI(Group.FIRST, 30, text -> Imei.of(text).digits()),
  ENDS_AT(Group.OPERATOR, 40, Field::instant),
  SUBSCRIBER_IDENTIFIER(Group.OPERATOR, 100, UnaryOperator.identity()),
  SUBSCRIBER_LABEL(Group.OPERATOR, 255, UnaryOperator.identity()),
  OFFER(Group.OPERATOR, 255, UnaryOperator.identity()),
  OPTIONS(Group.OPERATOR, 2000, UnaryOperator.identity()),
  SUBSCRIBER_CREATED_AT(Group.OPERATOR, 40, Field::instant),
  LABEL(Group.CUSTOMER, 255, UnaryOperator.identity()),
  USER(Group.CUSTOMER, 150, UnaryOperator.identity()),
  USER_REFERENCE(Group.CUSTOMER, 150, UnaryOperator.identity()),
  DEVICE_UNIQUE_IDENTIFIER(Group.DEVICE, 30, UnaryOperator.identity()),
  DEVICE_SERIAL_NUMBER(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_CONTACT_NAME(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_CONTACT_EMAIL(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_CONTACT_PHONE(Group.DEVICE, 30, UnaryOperator.identity()),
  DEVICE_MODULE_BRAND(Group.DEVICE, 30, UnaryOperator.identity()),
  DEVICE_MODULE_MODEL(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_CATEGORY(Group.DEVICE, 30, UnaryOperator.identity()),
  DEVICE_DESCRIPTION(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_ADDRESS(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_LOCATION(Group.DEVICE, 150, UnaryOperator.identity()),
  DEVICE_HOLDER(Group.DEVICE, 150, UnaryOperator.identity()),
  MACHINE_SERIAL_NUMBER(Group.MACHINE, 150, UnaryOperator.identity()),
  MACHINE_NAME(Group.MACHINE, 150, UnaryOperator.identity()),
  MACHINE_DESCRIPTION(Group.MACHINE, 150, UnaryOperator.identity());

  /** Whose a field is, and so when an import may change it. */
  enum Group {
    /** Fixed by the operator: an import changes it on the own network alone. */
    IDENTITY,
    /** Counts when a subscription is added; afterwards the network or the life cycle keeps it. */
    FIRST,
    /** The contract with the operator. */
    OPERATOR,
    CUSTOMER,
    DEVICE,
    MACHINE
  }

  private static final int LAST_YEAR = 9_999;

  private static final Set<Group> CUSTOMERS = Set.of(Group.CUSTOMER, Group.DEVICE, Group.MACHINE);

  private final Group group;
  private final int longest;
  private final UnaryOperator<String> normal;

  Field(Group group, int longest, UnaryOperator<String> normal) {
    this.group = group;
    this.longest = longest;
    this.normal = normal;
  }

  /** Its name in a file, such as {@code device_category}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is the customer's own, so that a patch may set it. */
  public boolean isCustomers() {
    return CUSTOMERS.contains(group);
  }

  Group group() {
    return group;
  }

  /**
   * @throws IllegalArgumentException with what is wrong about it, for the caller
   */
  String normal(String text) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "Has " + text.length() + " characters; at most " + longest + " are kept");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
      throw new IllegalArgumentException("Holds control characters");
    }
    return normal.apply(text);
  }

  private static String iccid(String text) {
    if (text.matches("[0-9.,]+[eE]\\+?[0-9]+")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' was turned into a rounded number by a spreadsheet: format the column as text, or write =\"89...\"");
    }
    return Iccid.of(text).digits();
  }

  private static String address(String text) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Not an IP address: '" + text + "'", e);
    }
  }

  private static <E extends Enum<E>> String word(Class<E> words, String text) {
    String word = text.toUpperCase(Locale.ROOT);
    for (E constant : words.getEnumConstants()) {
      if (constant.name().equals(word)) {
        return word;
      }
    }
    throw new IllegalArgumentException(
        "Not one of " + Arrays.toString(words.getEnumConstants()) + ": '" + text + "'");
  }

  private static String flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> "true";
      case "false", "0", "no" -> "false";
      default -> throw new IllegalArgumentException("Neither true nor false: '" + text + "'");
    };
  }

  /** A day means its beginning in UTC. */
  private static String instant(String text) {
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 0 && year <= LAST_YEAR) {
        return instant.toString();
      }
    } catch (DateTimeException e) {
      // Told below, like a year that nobody's calendar has.
    }
    throw new IllegalArgumentException("Not a time such as 2026-11-21T08:00:00Z: '" + text + "'");
  }
}
