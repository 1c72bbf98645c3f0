// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.notification.NewWebhook.Basic;
import org.simplane.notification.WebhookSecrets.Signing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told of what happens. Every write takes {@link Permission#MANAGE_WEBHOOKS}. Safe for use
 * by many threads.
 */
public final class Webhooks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int MOST = 100;
  private static final int TURNS = 4;

  private final Database database;
  private final Audit audit;
  private final Secrets secrets;
  private final Listening listening;
  private final Map<String, Format> formats;
  private final WebhookConfig config;
  private final Clock clock;
  private final WebhookSender sender;
  private final Lanes lanes;
  private final WebhookLog log;

  /**
   * @param listeners told what became of events
   */
  public Webhooks(
      Database database,
      Organisations organisations,
      Audit audit,
      Outbox outbox,
      Listening listening,
      Secrets secrets,
      Collection<Format> formats,
      List<DeliveryListener> listeners,
      WebhookConfig config,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.secrets = secrets;
    this.listening = listening;
    this.formats = new TreeMap<>(formats.stream().collect(Collectors.toMap(Format::name, f -> f)));
    this.config = config;
    this.clock = clock;
    this.sender = new WebhookSender(config, clock);
    this.lanes =
        new Lanes(
            new LaneParts(
                database,
                organisations,
                sender,
                outbox,
                audit,
                List.copyOf(listeners),
                config,
                clock,
                new Semaphore(TURNS)),
            this::served);
    this.log = new WebhookLog(this, database, organisations, sender, config, clock);
  }

  /** Begins to tell. */
  public void start() {
    lanes.start();
  }

  public Collection<Format> formats() {
    return List.copyOf(formats.values());
  }

  /** Deletes dead letters that are kept no longer; for a recurring task. */
  public void purge() {
    Instant before = clock.instant().minus(config.keepDead());
    while (database.inTransaction(transaction -> LetterStore.purge(transaction, before)) > 0) {
      LOG.debug("Dead letters from before {} are gone", before);
    }
  }

  /** With {@code dryRun} everything is checked and nothing kept; the id is then 0. */
  public IssuedWebhook create(Caller caller, NewWebhook wanted, boolean dryRun) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    long organisation = wanted.organisation().orElse(caller.scope().organisation());
    if (!caller.scope().contains(organisation)) {
      throw new FailureException(Failure.Invalid.field("organisation", "No such organisation"));
    }
    Format format = formats.get(wanted.format());
    if (format == null) {
      throw new FailureException(
          Failure.Invalid.field("format", "must be one of " + String.join(", ", formats.keySet())));
    }
    WebhookRules rules = new WebhookRules(config.privateAddresses());
    rules.description(wanted.description());
    rules.url(wanted.url());
    rules.kinds(wanted.kinds(), format);
    rules.headers(wanted.headers(), wanted.basic());
    rules.secret(wanted.secret(), format);
    Instant now = clock.instant();
    if (wanted.since().filter(now::isBefore).isPresent()) {
      rules.problem("since", "must not be in the future");
    }
    rules.check();
    Optional<String> secret =
        format.signed()
            ? Optional.of(wanted.secret().orElseGet(WebhookSecrets::newSecret))
            : Optional.empty();
    WebhookSecrets kept =
        new WebhookSecrets(
            secret.map(text -> new Signing(text, Optional.empty())).stream().toList(),
            wanted.headers(),
            wanted.basic().map(Basic::password));
    return database.inTransaction(transaction -> {
      WebhookStore.alone(transaction, organisation);
      refuseMore(transaction, organisation, formats.keySet(), new Format.Most("webhooks", MOST));
      format.most().ifPresent(most -> refuseMore(transaction, organisation, sharing(most), most));
      Webhook made =
          new Webhook(
              dryRun ? 0 : WebhookStore.nextId(transaction),
              organisation,
              wanted.description(),
              wanted.url(),
              wanted.kinds(),
              wanted.below(),
              format.name(),
              WebhookState.ACTIVE,
              Optional.empty(),
              wanted.headers().keySet(),
              wanted.basic().map(Basic::username),
              wanted.query(),
              Webhook.Standing.NEW,
              now,
              now,
              1);
      if (dryRun) {
        return new IssuedWebhook(made, Optional.empty());
      }
      WebhookStore.insert(transaction, made, kept.seal(secrets, made.id()), wanted.since());
      WebhookAudit.record(audit, transaction, caller, "webhook.create", null, made);
      changed(transaction);
      return new IssuedWebhook(made, secret);
    });
  }

  private static void refuseMore(
      Transaction transaction, long organisation, Set<String> formats, Format.Most most) {
    if (WebhookStore.count(transaction.handle(), organisation, formats) >= most.count()) {
      throw new FailureException(
          new Failure.Conflict(
              "An organisation has at most %d %s".formatted(most.count(), most.name())));
    }
  }

  private Set<String> sharing(Format.Most most) {
    return formats.values().stream()
        .filter(format -> format.most().equals(Optional.of(most)))
        .map(Format::name)
        .collect(Collectors.toSet());
  }

  public Optional<Webhook> find(Scope scope, long id) {
    return database.read(handle -> WebhookStore.find(scope, handle, id));
  }

  /** In the order of their ids; one more than {@code limit} where there are more. */
  public List<Webhook> page(
      Scope scope, Optional<Long> organisation, OptionalLong after, int limit) {
    return database.read(
        handle -> WebhookStore.page(scope, handle, organisation, after.orElse(0), limit + 1));
  }

  /** It is tried at once afterwards, however it did before. */
  public Webhook update(
      Caller caller, long id, WebhookPatch patch, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    return database.inTransaction(transaction -> {
      Webhook before = lock(transaction, caller, id, expectedVersion);
      Format format = formats.get(before.format());
      WebhookSecrets old = open(transaction, id);
      Map<String, String> headers = patch.headers().orElse(old.headers());
      Optional<Basic> present =
          before.username().map(name -> new Basic(name, old.password().orElse("")));
      Optional<Basic> basic = patch.basic().orElse(present);
      WebhookRules rules = new WebhookRules(config.privateAddresses());
      patch.description().ifPresent(rules::description);
      patch.url().ifPresent(rules::url);
      if (format != null) {
        patch.kinds().ifPresent(kinds -> rules.kinds(kinds, format));
      }
      rules.headers(headers, basic);
      rules.check();
      WebhookSecrets kept = new WebhookSecrets(old.signing(), headers, basic.map(Basic::password));
      Webhook after =
          new Webhook(
              id,
              before.organisation(),
              patch.description().orElse(before.description()),
              patch.url().orElse(before.url()),
              patch.kinds().orElse(before.kinds()),
              patch.below().orElse(before.below()),
              before.format(),
              before.state(),
              before.stateReason(),
              headers.keySet(),
              basic.map(Basic::username),
              before.query(),
              before.standing(),
              before.createdAt(),
              clock.instant(),
              before.version() + 1);
      if (WebhookAudit.show(after).equals(WebhookAudit.show(before)) && kept.equals(old)) {
        return before;
      }
      if (!dryRun) {
        WebhookStore.update(transaction, after, Optional.of(kept.seal(secrets, id)));
        WebhookAudit.record(audit, transaction, caller, "webhook.update", before, after);
        changed(transaction);
      }
      return after;
    });
  }

  /** What happens meanwhile is told when it is resumed. */
  public Webhook pause(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    return turn(caller, id, expectedVersion, dryRun, WebhookState.PAUSED, "webhook.pause");
  }

  /** Of a failed one too. It is told from where it stood. */
  public Webhook resume(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    return turn(caller, id, expectedVersion, dryRun, WebhookState.ACTIVE, "webhook.resume");
  }

  private Webhook turn(
      Caller caller,
      long id,
      OptionalLong expectedVersion,
      boolean dryRun,
      WebhookState state,
      String action) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    return database.inTransaction(transaction -> {
      Webhook before = lock(transaction, caller, id, expectedVersion);
      if (before.state() == state) {
        return before;
      }
      Webhook after = WebhookAudit.in(before, state, clock.instant());
      if (!dryRun) {
        WebhookStore.update(transaction, after, Optional.empty());
        WebhookStore.forgive(transaction, id);
        WebhookAudit.record(audit, transaction, caller, action, before, after);
        changed(transaction);
      }
      return after;
    });
  }

  /**
   * A new signing secret; the present one signs beside it for a while.
   *
   * @param secret of the receiver's choice; a new one is made when empty
   */
  public IssuedWebhook rotate(
      Caller caller,
      long id,
      Optional<String> secret,
      Duration overlap,
      OptionalLong expectedVersion,
      boolean dryRun) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    return database.inTransaction(transaction -> {
      Webhook before = lock(transaction, caller, id, expectedVersion);
      Format format = format(before);
      if (!format.signed()) {
        throw new FailureException(
            new Failure.Conflict("The format '" + format.name() + "' is not signed"));
      }
      WebhookRules rules = new WebhookRules(config.privateAddresses());
      rules.secret(secret, format);
      rules.check();
      if (dryRun) {
        return new IssuedWebhook(before, Optional.empty());
      }
      Instant now = clock.instant();
      String next = secret.orElseGet(WebhookSecrets::newSecret);
      WebhookSecrets kept = open(transaction, id).rotated(next, now.plus(overlap), now);
      Webhook after = WebhookAudit.in(before, before.state(), now);
      WebhookStore.update(transaction, after, Optional.of(kept.seal(secrets, id)));
      WebhookAudit.record(audit, transaction, caller, "webhook.rotate", before, after);
      changed(transaction);
      return new IssuedWebhook(after, Optional.of(next));
    });
  }

  /** Its letters go with it. */
  public void delete(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    database.useTransaction(transaction -> {
      Webhook before = lock(transaction, caller, id, expectedVersion);
      if (!dryRun) {
        WebhookStore.delete(transaction, id);
        WebhookAudit.record(audit, transaction, caller, "webhook.delete", before, null);
        changed(transaction);
      }
    });
  }

  /** What was tried, what was given up, and how to have it told again. */
  public WebhookLog log() {
    return log;
  }

  Format format(Webhook webhook) {
    Format format = formats.get(webhook.format());
    if (format == null) {
      throw new FailureException(
          new Failure.NotSupported("The format '" + webhook.format() + "' is no more"));
    }
    return format;
  }

  private Optional<Served> served(LaneStore.Row row) {
    Format format = formats.get(row.webhook().format());
    if (format == null) {
      return Optional.empty();
    }
    try {
      WebhookSecrets opened = WebhookSecrets.open(secrets, row.webhook().id(), row.secrets());
      return Optional.of(new Served(row.webhook(), opened, format, row.done(), row.failures()));
    } catch (IllegalStateException e) {
      LOG.error("Webhook {} is not told: {}", row.webhook().id(), e.getMessage());
      return Optional.empty();
    }
  }

  WebhookSecrets open(Transaction transaction, long id) {
    return WebhookSecrets.open(secrets, id, WebhookStore.secrets(transaction.handle(), id));
  }

  Webhook known(Scope scope, long id) {
    return find(scope, id).orElseThrow(() -> unknown(id));
  }

  static Webhook lock(
      Transaction transaction, Caller caller, long id, OptionalLong expectedVersion) {
    Webhook webhook =
        WebhookStore.lock(caller.scope(), transaction, id).orElseThrow(() -> unknown(id));
    if (expectedVersion.isPresent() && expectedVersion.getAsLong() != webhook.version()) {
      throw new FailureException(
          new Failure.Stale(
              "It has been changed since: the present version is %d, not %d"
                  .formatted(webhook.version(), expectedVersion.getAsLong())));
    }
    return webhook;
  }

  void changed(Transaction transaction) {
    transaction.afterCommit(listening::forget);
    transaction.afterCommit(lanes::changed);
  }

  private static FailureException unknown(long id) {
    return new FailureException(new Failure.NotFound("webhook", Long.toString(id)));
  }

  @Override
  public void close() {
    lanes.close();
    sender.close();
  }
}
