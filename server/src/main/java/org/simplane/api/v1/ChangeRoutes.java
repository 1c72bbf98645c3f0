// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.inventory.DetailFacts;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.DryRun;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.Iccid;
import org.simplane.operator.Reset;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * {@code /changes}: something asked of one SIM, of many, or of all that a selection finds. A job
 * tells what becomes of it.
 */
final class ChangeRoutes {

  private static final int TEXT = 200;
  private static final int LARGEST = 100_000;
  private static final Map<String, CharacteristicControl.Kind> CHARACTERISTICS = characteristics();
  private static final String[] WISHES = {
    "status",
    "phase",
    "label",
    "imeiLock",
    "reset",
    "servicePlan",
    "communicationPlan",
    "customer",
    "simProfile"
  };
  private static final String[] ITEM = {
    "sim",
    "iccid",
    "status",
    "phase",
    "label",
    "imeiLock",
    "reset",
    "servicePlan",
    "communicationPlan",
    "customer",
    "simProfile"
  };

  private final Lifecycle lifecycle;
  private final Subscriptions subscriptions;

  ChangeRoutes(Lifecycle lifecycle, Subscriptions subscriptions) {
    this.lifecycle = lifecycle;
    this.subscriptions = subscriptions;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/changes", Permission.CHANGE_SUBSCRIPTIONS, this::request).taking("wait"));
  }

  /** What a change would do. */
  record PreviewWire(int total, int sent, int already, int failed, List<RefusalWire> refused) {

    static PreviewWire of(DryRun dryRun, Ids ids) {
      return new PreviewWire(
          dryRun.total(),
          dryRun.sent(),
          dryRun.already(),
          dryRun.failed(),
          dryRun.refused().stream()
              .map(refusal ->
                  new RefusalWire(
                      ids.show(Ids.Kind.SIM, refusal.subscription()),
                      refusal.errorCode(),
                      refusal.error()))
              .toList());
    }
  }

  /** A SIM whose change would fail at once. */
  record RefusalWire(String sim, String code, String message) {}

  private Answer request(Request request) {
    Fields fields =
        request.fields("title", "reason", "sims", "iccids", "selection", "change", "changes");
    Optional<Integer> wait = request.whole("wait", 0, 60);
    Target target = target(request, fields);
    ChangeRequest change =
        new ChangeRequest(
            fields.optionalText("title", TEXT).orElseGet(() -> title(target)),
            target,
            fields.optionalText("reason", TEXT),
            Optional.empty());
    try {
      if (request.dryRun()) {
        return Answer.ok(
            PreviewWire.of(lifecycle.preview(request.caller(), change), request.ids()));
      }
      Job job = lifecycle.request(request.caller(), change);
      if (wait.isPresent() && wait.get() > 0) {
        job = lifecycle.await(request.caller().scope(), job.id(), Duration.ofSeconds(wait.get()));
      }
      JobRoutes.Wire wire = JobRoutes.Wire.of(job, request.ids());
      return Answer.accepted(wire, V1.BASE + "/jobs/" + wire.id());
    } catch (FailureException e) {
      throw e.failure() instanceof Failure.NotFound missing ? shown(request, missing) : e;
    }
  }

  private Target target(Request request, Fields fields) {
    long ways =
        List.of("sims", "iccids", "selection", "changes").stream().filter(fields::has).count();
    if (ways != 1) {
      throw Fields.invalid(
          "", "Exactly one of sims, iccids, selection and changes says which SIMs are meant");
    }
    if (fields.has("changes")) {
      return each(request, fields);
    }
    Fields change =
        fields.optionalObject("change", WISHES).orElseThrow(() -> fields.missing("change"));
    List<Wish> wishes = wishes(change);
    List<Long> meant = meant(request, fields);
    if (wishes.size() == 1) {
      return new Target.Same(meant, wishes.getFirst());
    }
    List<Target.Wanted> wanted = new ArrayList<>();
    for (Long id : meant) {
      wishes.forEach(wish -> wanted.add(new Target.Wanted(id, wish)));
    }
    return new Target.Each(wanted);
  }

  /** Of exactly one of the fields {@code sims}, {@code iccids} and {@code selection}. */
  List<Long> named(Request request, Fields fields) {
    if (List.of("sims", "iccids", "selection").stream().filter(fields::has).count() != 1) {
      throw Fields.invalid(
          "", "Exactly one of sims, iccids and selection says which SIMs are meant");
    }
    return meant(request, fields);
  }

  private List<Long> meant(Request request, Fields fields) {
    if (fields.has("sims")) {
      List<Long> ids = new ArrayList<>();
      for (String text :
          fields.optionalTexts("sims", LARGEST, TEXT).orElseThrow(() -> fields.missing("sims"))) {
        ids.add(sim(request, text));
      }
      return some(ids, "sims");
    }
    if (fields.has("iccids")) {
      return some(
          byIccids(
              request,
              fields
                  .optionalTexts("iccids", LARGEST, TEXT)
                  .orElseThrow(() -> fields.missing("iccids"))
                  .stream()
                  .toList()),
          "iccids");
    }
    Fields selection =
        fields
            .optionalObject("selection", SimSelection.FIELDS)
            .orElseThrow(() -> fields.missing("selection"));
    return some(SimSelection.ids(request, selection, subscriptions, LARGEST), "selection");
  }

  private Target each(Request request, Fields fields) {
    List<Fields> changes =
        fields
            .optionalObjects("changes", LARGEST, ITEM)
            .orElseThrow(() -> fields.missing("changes"));
    List<String> iccids = new ArrayList<>();
    for (Fields change : changes) {
      change.optionalText("iccid", TEXT).ifPresent(iccids::add);
    }
    Map<String, Long> found = new HashMap<>();
    List<Long> ids = byIccids(request, iccids);
    for (int i = 0; i < iccids.size(); i++) {
      found.put(iccids.get(i), ids.get(i));
    }
    List<Target.Wanted> wanted = new ArrayList<>();
    for (Fields change : changes) {
      Optional<Long> byIccid = change.optionalText("iccid", TEXT).map(found::get);
      if (byIccid.isPresent() == change.has("sim")) {
        throw Fields.invalid(
            change.at("sim"), "Exactly one of sim and iccid says which SIM is meant");
      }
      long id = byIccid.isPresent() ? byIccid.get() : sim(request, change.text("sim", TEXT));
      wishes(change).forEach(wish -> wanted.add(new Target.Wanted(id, wish)));
    }
    some(wanted, "changes");
    return new Target.Each(wanted);
  }

  private List<Long> byIccids(Request request, List<String> texts) {
    List<Iccid> iccids = new ArrayList<>();
    for (String text : texts) {
      iccids.add(Fields.parsed(text, "iccids", Iccid::of));
    }
    Map<String, Long> found = subscriptions.idsByIccids(request.caller().scope(), iccids);
    List<Long> ids = new ArrayList<>();
    for (Iccid iccid : iccids) {
      Long id = found.get(iccid.digits());
      if (id == null) {
        throw new FailureException(new Failure.NotFound(Ids.Kind.SIM.word(), iccid.digits()));
      }
      ids.add(id);
    }
    return ids;
  }

  private static long sim(Request request, String text) {
    return request
        .ids()
        .read(Ids.Kind.SIM, text)
        .orElseThrow(() -> new FailureException(new Failure.NotFound(Ids.Kind.SIM.word(), text)));
  }

  private static List<Wish> wishes(Fields change) {
    List<Wish> wishes = new ArrayList<>();
    Optional<Status> status = change.optionalWord("status", Status.class);
    Optional<BillingPhase> phase = change.optionalWord("phase", BillingPhase.class);
    if (phase.isPresent() && (status.isEmpty() || status.get() != Status.ACTIVE)) {
      throw Fields.invalid(change.at("phase"), "goes with the status ACTIVE alone");
    }
    status.ifPresent(wanted -> wishes.add(new Wish.ToStatus(new StatusTarget(wanted, phase))));
    change
        .patchText("label", TEXT)
        .ifPresent(label -> wishes.add(new Wish.ToLabel(label.orElse(""))));
    change.optionalBoolean("imeiLock").ifPresent(locked -> wishes.add(new Wish.ToImeiLock(locked)));
    change
        .optionalBoolean("reset")
        .filter(wanted -> wanted)
        .ifPresent(_ -> wishes.add(new Wish.ToReset(Reset.CONNECTIVITY)));
    CHARACTERISTICS.forEach((name, kind) ->
        change
            .optionalText(name, TEXT)
            .ifPresent(value -> wishes.add(characteristic(change.at(name), kind, value))));
    if (wishes.isEmpty()) {
      throw Fields.invalid(
          change.at("status"),
          "At least one of status, label, imeiLock, reset, servicePlan, communicationPlan, customer"
              + " and simProfile says what is wanted");
    }
    return wishes;
  }

  /** Under the names that details have. */
  private static Map<String, CharacteristicControl.Kind> characteristics() {
    Map<String, CharacteristicControl.Kind> names = new LinkedHashMap<>();
    names.put(DetailFacts.SERVICE_PLAN, CharacteristicControl.Kind.SERVICE_PLAN);
    names.put(DetailFacts.COMMUNICATION_PLAN, CharacteristicControl.Kind.COMMUNICATION_PLAN);
    names.put(DetailFacts.CUSTOMER, CharacteristicControl.Kind.CUSTOMER);
    names.put("simProfile", CharacteristicControl.Kind.SIM_PROFILE);
    return names;
  }

  private static Wish characteristic(String field, CharacteristicControl.Kind kind, String value) {
    if (value.isBlank()) {
      throw Fields.invalid(field, "is not empty");
    }
    return new Wish.ToCharacteristic(new CharacteristicControl.Characteristic(kind, value));
  }

  private static <T> List<T> some(List<T> items, String field) {
    if (items.isEmpty()) {
      throw Fields.invalid(field, "names no SIM");
    }
    return items;
  }

  private static String title(Target target) {
    Wish wish =
        switch (target) {
          case Target.Same same -> same.wish();
          case Target.Each each -> each.wanted().getFirst().wish();
        };
    String what =
        switch (wish) {
          case Wish.ToStatus status -> "Status " + status.target();
          case Wish.ToLabel _ -> "Label";
          case Wish.ToImeiLock lock -> lock.locked() ? "IMEI lock on" : "IMEI lock off";
          case Wish.ToReset _ -> "Connectivity reset";
          case Wish.ToCharacteristic(CharacteristicControl.Characteristic wanted) ->
              wanted.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                  + " "
                  + wanted.value();
        };
    return what + " for " + target.size() + (target.size() == 1 ? " SIM" : " SIMs");
  }

  /** The feature speaks of its own numbers, which nobody outside is to see. */
  private static FailureException shown(Request request, Failure.NotFound missing) {
    String id = missing.id();
    boolean number = !id.isEmpty() && id.length() < 19 && id.chars().allMatch(Character::isDigit);
    return new FailureException(
        new Failure.NotFound(
            Ids.Kind.SIM.word(),
            number ? request.ids().show(Ids.Kind.SIM, Long.parseLong(id)) : id));
  }
}
