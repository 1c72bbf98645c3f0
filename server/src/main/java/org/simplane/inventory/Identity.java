// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Optional;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;

/**
 * The numbers a subscription is known by, as its operator writes them. A SIM has an ICCID, a
 * terminal a serial number.
 *
 * @param serialNumber of the SIM card, where the operator has one beside the ICCID
 * @param imsi the one in use
 * @param imsi2 the other one of a card with two
 * @param imei as last reported by the network
 */
public record Identity(
    Optional<Iccid> iccid,
    Optional<String> terminalSerial,
    Optional<String> serialNumber,
    Optional<Eid> eid,
    Optional<Imsi> imsi,
    Optional<Imsi> imsi2,
    Optional<Msisdn> msisdnData,
    Optional<Msisdn> msisdnVoice,
    Optional<Msisdn> msisdnFax,
    Optional<Imei> imei,
    Optional<String> ipAddress) {}
