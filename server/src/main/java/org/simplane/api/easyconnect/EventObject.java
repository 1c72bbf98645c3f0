// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.connectivity.NetworkNames;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Plmn;

/**
 * An event as the data stream and version 2 show it (contracts/easyconnect-1nce.md 7.3). What is
 * not known is left out.
 *
 * @param timestamp to the second, in UTC
 * @param description a whole sentence
 * @param user always null, as in the original
 */
record EventObject(
    long id,
    String timestamp,
    EventType eventType,
    EventType eventSeverity,
    EventType eventSource,
    Organisation organisation,
    boolean alert,
    String description,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String user,
    @Nullable Card imsi,
    Sim sim,
    Endpoint endpoint,
    @Nullable Detail detail) {

  record Organisation(long id) {}

  record Card(String imsi) {}

  record Sim(long id, String iccid, @Nullable String msisdn) {}

  record Endpoint(long id, String name, @Nullable String ipAddress, @Nullable String imei) {}

  record Detail(
      @Nullable Network operator,
      @Nullable Context pdpContext,
      @Nullable Volume volume,
      @Nullable Quota quota) {}

  record Network(@Nullable String name, List<String> mnc, Country country) {}

  record Country(
      @Nullable String name, @Nullable String countryCode, String mcc, @Nullable String isoCode) {}

  record Context(
      @Nullable String pdpContextId,
      @Nullable String apn,
      StatusWire.@Nullable RadioType ratType,
      @Nullable String mcc,
      @Nullable String mnc,
      @Nullable String lac,
      @Nullable String ci,
      @Nullable String ueIpAddress,
      @Nullable String imeisv) {}

  /** In MB of 1,048,576 bytes, from the device's side: {@code tx} is what it sent. */
  record Volume(double rx, double tx, double total) {}

  /**
   * @param volume what is left, in MB or messages
   */
  record Quota(double volume, @Nullable Integer thresholdPercentage, EventType trafficType) {}

  /**
   * Whose event it is.
   *
   * @param iccid as this API shows it
   */
  record Subject(
      long id,
      long organisation,
      String iccid,
      @Nullable String imsi,
      @Nullable String msisdn,
      @Nullable String ipAddress,
      @Nullable String imei) {}

  static EventObject of(NetworkEvent event, Subject subject) {
    String imei = event.imei().map(device -> device.digits()).orElse(subject.imei());
    return new EventObject(
        event.id(),
        event.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        EventType.of(event),
        EventType.severity(event),
        EventType.source(event),
        new Organisation(subject.organisation()),
        EventWire.isAlert(event),
        EventTexts.of(event, subject.imsi() == null ? "" : subject.imsi()),
        null,
        subject.imsi() == null ? null : new Card(subject.imsi()),
        new Sim(subject.id(), subject.iccid(), subject.msisdn()),
        new Endpoint(subject.id(), subject.iccid(), subject.ipAddress(), imei),
        detail(event));
  }

  private static @Nullable Detail detail(NetworkEvent event) {
    Network network = event.network().map(plmn -> network(event, plmn)).orElse(null);
    Context context = isOnTheNetwork(event) ? context(event) : null;
    Volume volume = volume(event);
    Quota quota = quota(event);
    return network == null && context == null && volume == null && quota == null
        ? null
        : new Detail(network, context, volume, quota);
  }

  private static Network network(NetworkEvent event, Plmn plmn) {
    Optional<NetworkNames.Country> country = NetworkNames.country(plmn);
    return new Network(
        NetworkNames.operator(plmn).or(() -> event.detail(EventDetail.OPERATOR_NAME)).orElse(null),
        List.of(plmn.mnc()),
        new Country(
            country
                .map(NetworkNames.Country::name)
                .or(() -> event.detail(EventDetail.COUNTRY_NAME))
                .orElse(null),
            country.map(NetworkNames.Country::callingCode).orElse(null),
            plmn.mcc(),
            country.map(NetworkNames.Country::isoCode).orElse(null)));
  }

  private static boolean isOnTheNetwork(NetworkEvent event) {
    return event.source() == NetworkEvent.Source.NETWORK
        && (event.network().isPresent()
            || event.radio().isPresent()
            || event.detail(EventDetail.APN).isPresent());
  }

  private static Context context(NetworkEvent event) {
    return new Context(
        event.detail(EventDetail.SESSION).orElse(null),
        event.detail(EventDetail.APN).orElse(null),
        event.radio().map(StatusWire.RadioType::of).orElse(null),
        event.network().map(Plmn::mcc).orElse(null),
        event.network().map(Plmn::mnc).orElse(null),
        event.detail(EventDetail.AREA).orElse(null),
        event.detail(EventDetail.CELL).orElse(null),
        event.detail(EventDetail.IP).orElse(null),
        event.imei().map(device -> device.digits()).orElse(null));
  }

  private static @Nullable Volume volume(NetworkEvent event) {
    Optional<Long> up = whole(event, EventDetail.BYTES_UP);
    Optional<Long> down = whole(event, EventDetail.BYTES_DOWN);
    if (up.isEmpty() && down.isEmpty()) {
      return null;
    }
    double sent = megabytes(up.orElse(0L));
    double received = megabytes(down.orElse(0L));
    return new Volume(received, sent, sent + received);
  }

  private static @Nullable Quota quota(NetworkEvent event) {
    Optional<Long> left = whole(event, "remaining");
    if (left.isEmpty()) {
      return null;
    }
    boolean sms = event.detail(EventDetail.SERVICE).filter("SMS"::equals).isPresent();
    return new Quota(
        sms ? left.get() : megabytes(left.get()),
        whole(event, "thresholdPercent").map(Long::intValue).orElse(null),
        sms ? new EventType(6, "SMS") : new EventType(5, "Data"));
  }

  private static Optional<Long> whole(NetworkEvent event, String name) {
    return event.detail(name).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::valueOf);
  }

  private static double megabytes(long bytes) {
    return bytes / 1024.0 / 1024.0;
  }
}
