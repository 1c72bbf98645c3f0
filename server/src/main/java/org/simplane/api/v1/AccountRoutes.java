// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Permission;
import org.simplane.account.Account;
import org.simplane.account.AccountCheck;
import org.simplane.account.AccountPage;
import org.simplane.account.AccountPatch;
import org.simplane.account.AccountState;
import org.simplane.account.Accounts;
import org.simplane.account.Capabilities;
import org.simplane.account.NewAccount;
import org.simplane.account.Synchroniser;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/** {@code /platforms} and {@code /accounts}: the operators and our accounts with them. */
final class AccountRoutes {

  private static final int TEXT = 200;
  private static final int SECRET = 10_000;

  private final Accounts accounts;

  private final Synchroniser synchroniser;

  AccountRoutes(Accounts accounts, Synchroniser synchroniser) {
    this.accounts = accounts;
    this.synchroniser = synchroniser;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/platforms", Permission.READ_ACCOUNTS, this::platforms),
        Route.get("/accounts", Permission.READ_ACCOUNTS, this::list).paged(),
        Route.post("/accounts", Permission.MANAGE_ACCOUNTS, this::add),
        Route.get("/accounts/{id}", Permission.READ_ACCOUNTS, this::find),
        Route.patch("/accounts/{id}", Permission.MANAGE_ACCOUNTS, this::update),
        Route.get("/accounts/{id}/capabilities", Permission.READ_ACCOUNTS, this::capabilities),
        Route.post("/accounts/{id}/synchronise", Permission.MANAGE_ACCOUNTS, this::synchronise),
        Route.post("/accounts/{id}/test", Permission.MANAGE_ACCOUNTS, this::test),
        Route.post("/accounts/{id}/pause", Permission.MANAGE_ACCOUNTS, this::pause),
        Route.post("/accounts/{id}/resume", Permission.MANAGE_ACCOUNTS, this::resume),
        Route.post("/accounts/{id}/rotate-secrets", Permission.MANAGE_ACCOUNTS, this::rotate));
  }

  /** A kind of operator on the wire. */
  record PlatformWire(String name, String title, PaceWire defaultPace, List<SettingWire> settings) {

    static PlatformWire of(OperatorPlatform platform) {
      return new PlatformWire(
          platform.name(),
          platform.title(),
          PaceWire.of(platform.defaultPace()),
          platform.settings().stream().map(SettingWire::of).toList());
    }
  }

  /** A setting that accounts of a platform have. */
  record SettingWire(
      String key,
      String description,
      boolean required,
      boolean secret,
      Optional<String> defaultValue) {

    static SettingWire of(Setting setting) {
      return new SettingWire(
          setting.key(),
          setting.description(),
          setting.defaultValue().isEmpty(),
          setting.secret(),
          setting.defaultValue());
    }
  }

  /** How fast an operator may be asked; 0 means no limit. */
  record PaceWire(double callsPerSecond, int inFlight) {

    static PaceWire of(Pace pace) {
      return new PaceWire(pace.callsPerSecond(), pace.inFlight());
    }
  }

  /**
   * An operator account on the wire.
   *
   * @param operatorName the word by which people name the operator
   * @param secrets the keys of the secret settings that are stored, never their values
   */
  record Wire(
      Optional<String> id,
      String organisation,
      String platform,
      String operatorName,
      String name,
      Map<String, String> settings,
      List<String> secrets,
      String billingZone,
      PaceWire pace,
      AccountState state,
      Optional<String> stateReason,
      long syncEverySeconds,
      Optional<Instant> synchronisedAt,
      Optional<String> synchronisationError,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Wire of(Account account, Ids ids) {
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.ACCOUNT, account.id()),
          ids.show(Ids.Kind.ORGANISATION, account.organisation()),
          account.platform(),
          account.operatorName(),
          account.name(),
          account.settings(),
          account.secrets().stream().sorted().toList(),
          account.billingZone().getId(),
          PaceWire.of(account.pace()),
          account.state(),
          account.stateReason(),
          account.syncEvery().toSeconds(),
          account.synchronisedAt(),
          account.synchronisationError(),
          account.createdAt(),
          account.updatedAt(),
          account.version());
    }
  }

  /** What the operator can be asked to change. */
  record CapabilitiesWire(
      List<TransitionWire> transitions,
      boolean labels,
      boolean imeiLocks,
      boolean resets,
      List<CharacteristicControl.Kind> characteristics,
      boolean doesLater) {

    static CapabilitiesWire of(Capabilities capabilities) {
      return new CapabilitiesWire(
          TransitionWire.all(capabilities.transitions()),
          capabilities.labels(),
          capabilities.imeiLocks(),
          capabilities.resets(),
          capabilities.characteristics().stream().sorted().toList(),
          capabilities.doesLater());
    }
  }

  /** What may be asked for from a status. */
  record TransitionWire(StatusWire from, List<StatusWire> to) {

    static List<TransitionWire> all(Map<StatusTarget, Set<StatusTarget>> all) {
      List<TransitionWire> transitions = new ArrayList<>();
      all.forEach((from, targets) ->
          transitions.add(
              new TransitionWire(
                  StatusWire.of(from),
                  targets.stream()
                      .map(StatusWire::of)
                      .sorted(Comparator.comparing(StatusWire::toString))
                      .toList())));
      transitions.sort(Comparator.comparing(transition -> transition.from().toString()));
      return transitions;
    }
  }

  /** A status, with its billing phase where the operator tells phases apart. */
  record StatusWire(Status status, Optional<BillingPhase> phase) {

    static StatusWire of(StatusTarget target) {
      return new StatusWire(target.status(), target.phase());
    }
  }

  /** What a test of an account found. */
  record CheckWire(boolean works, Optional<String> problem, long tookMilliseconds) {

    static CheckWire of(AccountCheck check) {
      return new CheckWire(check.works(), check.problem(), check.took().toMillis());
    }
  }

  private Answer platforms(Request request) {
    return Answer.ok(
        new ListWire<>(
            accounts.platforms().stream().map(PlatformWire::of).toList(), Optional.empty()));
  }

  private Answer list(Request request) {
    AccountPage page = accounts.page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(
            page.accounts(),
            page.next(),
            request.ids(),
            account -> Wire.of(account, request.ids())));
  }

  private Answer add(Request request) {
    Fields fields =
        request.fields(
            "organisation",
            "platform",
            "name",
            "settings",
            "billingZone",
            "pace",
            "syncEverySeconds");
    NewAccount wanted =
        new NewAccount(
            fields
                .optionalText("organisation", TEXT)
                .map(text -> request.id(Ids.Kind.ORGANISATION, "organisation", text))
                .orElse(request.caller().scope().organisation()),
            fields.text("platform", TEXT),
            fields.text("name", TEXT),
            fields.optionalTextMap("settings", 100, SECRET).orElse(Map.of()),
            zone(fields).orElse(ZoneId.of("UTC")),
            pace(fields),
            syncEvery(fields));
    Account added = accounts.add(request.caller(), wanted, request.dryRun());
    synchroniser.look();
    Wire wire = Wire.of(added, request.ids());
    return request.dryRun() || wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/accounts/" + wire.id().get())
            .withVersion(added.version());
  }

  private Answer find(Request request) {
    return answer(request, known(request));
  }

  private Answer update(Request request) {
    Fields fields = request.fields("name", "settings", "billingZone", "pace", "syncEverySeconds");
    AccountPatch patch =
        new AccountPatch(
            fields.optionalText("name", TEXT),
            fields.optionalTextMap("settings", 100, SECRET),
            zone(fields),
            pace(fields),
            syncEvery(fields));
    return answer(
        request,
        accounts.update(
            request.caller(),
            request.id(Ids.Kind.ACCOUNT),
            patch,
            request.ifMatch(),
            request.dryRun()));
  }

  private Answer test(Request request) {
    request.optionalFields();
    long id = known(request).id();
    return Answer.ok(CheckWire.of(accounts.test(request.caller(), id)));
  }

  private Answer synchronise(Request request) {
    request.optionalFields();
    Account account = known(request);
    if (request.dryRun()) {
      return answer(request, account);
    }
    JobRoutes.Wire wire =
        JobRoutes.Wire.of(synchroniser.synchronise(request.caller(), account.id()), request.ids());
    return Answer.accepted(wire, V1.BASE + "/jobs/" + wire.id());
  }

  private Answer capabilities(Request request) {
    return Answer.ok(CapabilitiesWire.of(accounts.capabilities(known(request).id())));
  }

  private Answer pause(Request request) {
    request.optionalFields();
    Account present = known(request);
    return answer(
        request, request.dryRun() ? present : accounts.pause(request.caller(), present.id()));
  }

  private Answer resume(Request request) {
    request.optionalFields();
    Account present = known(request);
    return answer(
        request, request.dryRun() ? present : accounts.resume(request.caller(), present.id()));
  }

  private Answer rotate(Request request) {
    Fields fields = request.fields("secrets");
    Map<String, String> secrets =
        fields.optionalTextMap("secrets", 100, SECRET).orElseThrow(() -> fields.missing("secrets"));
    Account present = known(request);
    return answer(
        request,
        request.dryRun() ? present : accounts.rotate(request.caller(), present.id(), secrets));
  }

  private Account known(Request request) {
    return accounts
        .find(request.caller().scope(), request.id(Ids.Kind.ACCOUNT))
        .orElseThrow(() -> request.unknown(Ids.Kind.ACCOUNT));
  }

  private static Answer answer(Request request, Account account) {
    return Answer.ok(Wire.of(account, request.ids())).withVersion(account.version());
  }

  private static Optional<ZoneId> zone(Fields fields) {
    return fields.optionalParsed("billingZone", TEXT, ZoneId::of);
  }

  private static Optional<Pace> pace(Fields fields) {
    return fields
        .optionalObject("pace", "callsPerSecond", "inFlight")
        .map(pace ->
            new Pace(
                pace.optionalNumber("callsPerSecond", 0, 1_000_000).orElse(0.0),
                Math.toIntExact(pace.optionalWhole("inFlight", 0, 100_000).orElse(0L))));
  }

  private static Optional<Duration> syncEvery(Fields fields) {
    return fields.optionalWhole("syncEverySeconds", 0, 365L * 86_400).map(Duration::ofSeconds);
  }
}
