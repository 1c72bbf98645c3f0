// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Permission;
import org.simplane.access.Page;
import org.simplane.catalog.AutoTopUp;
import org.simplane.catalog.Catalog;
import org.simplane.catalog.Transfer;
import org.simplane.job.Job;
import org.simplane.operator.Iccid;

/** {@code /transfers}, the invitations to them, and {@code /auto-top-ups}. */
final class TransferRoutes {

  private static final int TEXT = 200;
  private static final int MOST_RANGES = 1_000;
  private static final int LONGEST_DAYS = 90;

  private final Catalog catalog;
  private final ChangeRoutes sims;

  /**
   * @param sims reads which SIMs are meant
   */
  TransferRoutes(Catalog catalog, ChangeRoutes sims) {
    this.catalog = catalog;
    this.sims = sims;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/transfers", Permission.CHANGE_SUBSCRIPTIONS, this::transfer),
        Route.get("/transfer-invitations", Permission.MANAGE_ACCESS, this::invitations),
        Route.post("/transfer-invitations", Permission.MANAGE_ACCESS, this::invite),
        Route.delete("/transfer-invitations/{number}", Permission.MANAGE_ACCESS, this::withdraw),
        Route.get("/auto-top-ups", Permission.READ_USAGE, this::automatic).paged(),
        Route.post("/auto-top-ups", Permission.CHANGE_QUOTAS, this::setAutomatic));
  }

  record InvitationWire(String number, Instant expiresAt) {

    static InvitationWire of(Transfer.Invitation invitation) {
      return new InvitationWire(Long.toString(invitation.number()), invitation.expiresAt());
    }
  }

  record AutoWire(
      String sim,
      String iccid,
      Optional<String> product,
      Optional<String> paymentMethod,
      Instant since) {}

  private Answer transfer(Request request) {
    Fields fields =
        request.fields("organisation", "invitation", "sims", "iccids", "selection", "ranges");
    if (fields.has("organisation") == fields.has("invitation")) {
      throw Fields.invalid(
          "organisation", "Exactly one of organisation and invitation says where to");
    }
    long target =
        fields.has("organisation")
            ? request.id(Ids.Kind.ORGANISATION, "organisation", fields.text("organisation", TEXT))
            : number(fields.text("invitation", TEXT));
    List<Transfer.Range> ranges = ranges(fields);
    boolean named = fields.has("sims") || fields.has("iccids") || fields.has("selection");
    Optional<Job> job =
        catalog
            .transfers()
            .begin(
                request.caller(),
                new Transfer(
                    target,
                    named || ranges.isEmpty() ? sims.named(request, fields) : List.of(),
                    ranges),
                request.dryRun());
    if (job.isEmpty()) {
      return Answer.noContent();
    }
    JobRoutes.Wire wire = JobRoutes.Wire.of(job.get(), request.ids());
    return Answer.accepted(wire, V1.BASE + "/jobs/" + wire.id());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Fields.invalid("invitation", "No such invitation");
    }
  }

  private static List<Transfer.Range> ranges(Fields fields) {
    List<Transfer.Range> ranges = new ArrayList<>();
    for (Fields range :
        fields.optionalObjects("ranges", MOST_RANGES, "from", "to").orElse(List.of())) {
      ranges.add(new Transfer.Range(iccid(range, "from"), iccid(range, "to")));
    }
    return ranges;
  }

  private static Iccid iccid(Fields fields, String name) {
    return fields.optionalParsed(name, TEXT, Iccid::of).orElseThrow(() -> fields.missing(name));
  }

  private Answer invitations(Request request) {
    return Answer.ok(
        new ListWire<>(
            catalog.transfers().invitations(request.caller()).stream()
                .map(InvitationWire::of)
                .toList(),
            Optional.empty()));
  }

  private Answer invite(Request request) {
    Fields fields = request.optionalFields("days");
    long days = fields.optionalWhole("days", 1, LONGEST_DAYS).orElse(7L);
    return Answer.ok(
        InvitationWire.of(
            catalog.transfers().invite(request.caller(), Duration.ofDays(days), request.dryRun())));
  }

  private Answer withdraw(Request request) {
    String number = request.path("number");
    catalog
        .transfers()
        .withdraw(
            request.caller(),
            number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0,
            request.dryRun());
    return Answer.noContent();
  }

  private Answer automatic(Request request) {
    Page<AutoTopUp> page =
        catalog.autoTopUps().page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(
            page.items(),
            page.next(),
            request.ids(),
            found ->
                new AutoWire(
                    request.ids().show(Ids.Kind.SIM, found.subscription()),
                    found.iccid(),
                    found.product().isPresent()
                        ? Optional.of(
                            request.ids().show(Ids.Kind.PRODUCT, found.product().getAsLong()))
                        : Optional.empty(),
                    found.paymentMethod(),
                    found.since())));
  }

  private Answer setAutomatic(Request request) {
    Fields fields =
        request.fields("sims", "iccids", "selection", "enabled", "product", "paymentMethod");
    Optional<Long> product =
        fields
            .optionalText("product", TEXT)
            .map(text -> request.id(Ids.Kind.PRODUCT, "product", text));
    boolean enabled =
        fields.optionalBoolean("enabled").orElseThrow(() -> fields.missing("enabled"));
    catalog
        .autoTopUps()
        .set(
            request.caller(),
            sims.named(request, fields),
            enabled,
            product.isPresent() ? OptionalLong.of(product.get()) : OptionalLong.empty(),
            fields.optionalText("paymentMethod", TEXT),
            request.dryRun());
    return Answer.noContent();
  }
}
