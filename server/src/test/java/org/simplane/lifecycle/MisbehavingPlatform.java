// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.simplane.operator.OperatorException.Kind.CREDENTIALS;
import static org.simplane.operator.OperatorException.Kind.NOT_FOUND;
import static org.simplane.operator.OperatorException.Kind.OPERATOR_FAULT;
import static org.simplane.operator.OperatorException.Kind.REJECTED;
import static org.simplane.operator.OperatorException.Kind.THROTTLED;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Change;
import org.simplane.operator.Iccid;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Outcome;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;

/** The adapter for {@link MisbehavingOperator}; keys are ICCIDs. */
record MisbehavingPlatform(String name, int batch) implements OperatorPlatform {

  static final StatusTarget ACTIVE = StatusTarget.of(Status.ACTIVE);
  static final StatusTarget SUSPENDED = StatusTarget.of(Status.SUSPENDED);
  static final StatusTarget SLEEPING = StatusTarget.active(BillingPhase.SLEEPING);
  static final StatusTarget TEST = StatusTarget.active(BillingPhase.TEST);
  static final StatusTarget PRODUCTIVE = StatusTarget.active(BillingPhase.PRODUCTIVE);

  @Override
  public String title() {
    return "Misbehaving";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("url", "where it is"),
        Setting.secret("token", "the password"),
        Setting.optional("colour", "for looks", "blue"));
  }

  @Override
  public Pace defaultPace() {
    return Pace.UNLIMITED;
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    URI url = URI.create(String.valueOf(settings.get("url")));
    if (url.getHost() == null) {
      throw new IllegalArgumentException("url is no address");
    }
    return new Open(new Wire(context.http(), url, String.valueOf(settings.get("token"))), batch);
  }

  private record Wire(OperatorHttp http, URI url, String token) {

    HttpResponse<byte[]> get(String path) throws OperatorException {
      return http.send(
          HttpRequest.newBuilder(url.resolve(path)).header("Authorization", token).build());
    }

    HttpResponse<byte[]> post(String path, String body) throws OperatorException {
      return http.send(
          HttpRequest.newBuilder(url.resolve(path))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    }

    static String text(HttpResponse<byte[]> response) {
      return new String(response.body(), StandardCharsets.UTF_8);
    }
  }

  private record Open(Wire wire, int batch) implements Operator {

    @Override
    public void check() throws OperatorException {
      if (wire.token().equals("wrong")) {
        throw new OperatorException(CREDENTIALS, "Wrong token");
      }
      wire.get("/sims?from=0");
    }

    @Override
    public Inventory inventory() {
      return new Reading(wire);
    }

    @Override
    public Optional<StatusControl> statusControl() {
      return Optional.of(new Control(wire, batch));
    }

    @Override
    public void close() {}
  }

  private record Reading(Wire wire) implements Inventory {

    @Override
    public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
      HttpResponse<byte[]> response = wire.get("/sims/" + ref.operatorKey());
      return switch (response.statusCode()) {
        case 200 -> Optional.of(sim(ref.operatorKey(), Wire.text(response)));
        case 404 -> Optional.empty();
        default -> throw failed(response);
      };
    }

    @Override
    public SimPage list(Optional<String> from) throws OperatorException {
      int start = from.map(Integer::parseInt).orElse(0);
      HttpResponse<byte[]> response = wire.get("/sims?from=" + start);
      if (response.statusCode() != 200) {
        throw failed(response);
      }
      List<Sim> sims = new ArrayList<>();
      for (String line : Wire.text(response).lines().toList()) {
        String[] parts = line.split("=", 2);
        sims.add(sim(parts[0], parts[1]));
      }
      Optional<String> next =
          sims.isEmpty() ? Optional.empty() : Optional.of(Integer.toString(start + sims.size()));
      return new SimPage(sims, next, Optional.empty());
    }

    private static Sim sim(String key, String word) {
      StatusTarget target = target(word);
      return new Sim(
          new SubscriptionRef(key, key),
          target.status(),
          word,
          target.phase(),
          Optional.of(new Iccid(key)),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private record Control(Wire wire, int maximumBatch) implements StatusControl {

    @Override
    public Map<StatusTarget, Set<StatusTarget>> transitions() {
      return Map.of(
          ACTIVE, Set.of(SUSPENDED),
          PRODUCTIVE, Set.of(SUSPENDED),
          SUSPENDED, Set.of(ACTIVE),
          TEST, Set.of(SLEEPING, PRODUCTIVE),
          SLEEPING, Set.of(PRODUCTIVE));
    }

    @Override
    public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> changes) {
      StringBuilder body = new StringBuilder();
      changes.forEach(change ->
          body.append(change.subscription().operatorKey())
              .append('=')
              .append(change.target())
              .append('\n'));
      List<Outcome<StatusTarget>> outcomes = new ArrayList<>();
      try {
        HttpResponse<byte[]> response = wire.post("/change", body.toString());
        for (Change<StatusTarget> change : changes) {
          outcomes.add(
              switch (response.statusCode()) {
                case 200 -> new Outcome.Done<>(change.target());
                case 202 -> new Outcome.Pending<>(Wire.text(response), Duration.ofMillis(20));
                default -> Outcome.failed(failed(response));
              });
        }
      } catch (OperatorException e) {
        changes.forEach(_ -> outcomes.add(Outcome.failed(e)));
      }
      return outcomes;
    }

    @Override
    public Outcome<StatusTarget> follow(String requestId) {
      try {
        HttpResponse<byte[]> response = wire.get("/requests/" + requestId);
        return response.statusCode() == 202
            ? new Outcome.Pending<>(requestId, Duration.ofMillis(20))
            : new Outcome.Done<>(target(Wire.text(response)));
      } catch (OperatorException e) {
        return Outcome.failed(e);
      }
    }
  }

  private static StatusTarget target(String word) {
    return switch (Wish.of(Wish.Kind.STATUS, word)) {
      case Wish.ToStatus(StatusTarget target) -> target;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static OperatorException failed(HttpResponse<byte[]> response) {
    Duration retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .map(Long::parseLong)
            .map(Duration::ofSeconds)
            .orElse(null);
    return switch (response.statusCode()) {
      case 429 -> new OperatorException(THROTTLED, "Too many", retryAfter, null);
      case 404 -> new OperatorException(NOT_FOUND, "Unknown");
      case 422 -> new OperatorException(REJECTED, Wire.text(response));
      default -> new OperatorException(OPERATOR_FAULT, "HTTP " + response.statusCode());
    };
  }
}
