// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.activation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.fleet.PartyWire;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscription;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Status;

/**
 * The connection of one subscription as TMF640 v4 writes it (definition {@code Service}). It has
 * the id of the product that it realises.
 */
record ServiceWire(
    String id,
    String href,
    String category,
    String name,
    String serviceType,
    String serviceDate,
    Optional<String> startDate,
    Optional<String> endDate,
    boolean hasStarted,
    boolean isBundle,
    boolean isServiceEnabled,
    boolean isStateful,
    String state,
    List<Object> feature,
    List<Object> note,
    List<Object> place,
    List<Related> relatedEntity,
    List<PartyWire> relatedParty,
    List<Characteristic> serviceCharacteristic,
    List<Object> serviceOrderItem,
    List<Object> serviceRelationship,
    Specification serviceSpecification,
    List<Reference> supportingResource,
    List<Object> supportingService,
    @JsonProperty("@type") String type) {

  static final String SPECIFICATION = "IoTConnectivity";
  private static final String RESOURCES = "/tmf-api/resourceInventoryManagement/v4/resource/";
  private static final String PRODUCTS = "/tmf-api/productInventory/v4/product/";

  /** The product that the service realises. */
  record Related(
      String id, String href, String role, @JsonProperty("@referredType") String referredType) {}

  record Characteristic(String name, String valueType, Object value) {}

  record Specification(String id, String name) {}

  record Reference(
      String id,
      Optional<String> href,
      String name,
      @JsonProperty("@referredType") String referredType) {}

  /**
   * @param host scheme and host that go before paths
   * @param href the service's own address
   */
  static ServiceWire of(Member member, String host, String href) {
    Subscription subscription = member.subscription();
    Standing standing = subscription.standing();
    Status status = standing.status();
    String id = member.productId(Part.BUNDLE);
    String state = ServiceStates.of(status);
    return new ServiceWire(
        id,
        href,
        "CFS",
        subscription.label().orElse(id),
        SPECIFICATION,
        subscription.createdAt().toString(),
        standing.activatedAt().map(Object::toString),
        state.equals("terminated")
            ? standing.changedAt().map(Object::toString)
            : standing.endsAt().map(Object::toString),
        standing.activatedAt().isPresent() || status == Status.ACTIVE,
        false,
        status == Status.ACTIVE,
        true,
        state,
        List.of(),
        List.of(),
        List.of(),
        List.of(new Related(id, host + PRODUCTS + id, "realizedProduct", "Product")),
        PartyWire.of(member),
        characteristics(member),
        List.of(),
        List.of(),
        new Specification(SPECIFICATION, "IoT connectivity"),
        List.of(
            new Reference(
                subscription.businessId(),
                // A path alone is no URI, which the definition asks for.
                Optional.of(host + RESOURCES + subscription.businessId())
                    .filter(_ -> !host.isEmpty()),
                subscription.businessId(),
                "PhysicalResource")),
        List.of(),
        "Service");
  }

  private static List<Characteristic> characteristics(Member member) {
    Subscription subscription = member.subscription();
    List<Characteristic> all = new ArrayList<>();
    all.add(text("connectivityStatus", subscription.standing().status().name()));
    all.add(text("operatorStatus", subscription.standing().operatorStatus()));
    subscription.standing().phase().ifPresent(phase -> all.add(text("billingPhase", phase.name())));
    all.add(text("operator", member.operatorName()));
    subscription.identity().imsi().map(Imsi::digits).ifPresent(v -> all.add(text("IMSI", v)));
    subscription
        .identity()
        .msisdnData()
        .map(Msisdn::digits)
        .ifPresent(v -> all.add(text("MSISDN", v)));
    subscription.identity().imei().map(Imei::digits).ifPresent(v -> all.add(text("IMEI", v)));
    member.details().servicePlan().ifPresent(plan -> all.add(text("servicePlan", plan)));
    member.details().dataConnectivity().ifPresent(data -> addConnectivity(all, data));
    return all;
  }

  private static void addConnectivity(List<Characteristic> all, DataConnectivity data) {
    data.provider().ifPresent(provider -> all.add(text("provider", provider)));
    data.communicationPlan().ifPresent(plan -> all.add(text("communicationPlan", plan)));
    all.add(new Characteristic("dataConnectivityType", "array", data.types()));
    all.add(
        new Characteristic(
            "apn", "array", data.apns().stream().map(DataConnectivity.Apn::name).toList()));
  }

  private static Characteristic text(String name, String value) {
    return new Characteristic(name, "string", value);
  }
}
