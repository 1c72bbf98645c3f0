// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.simplane.operator.Iccid;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Orders;
import org.simplane.operator.Outcome;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.TopUps;

/** An operator that sells SIMs and top-ups, and does as it is told. */
final class SimSeller implements OperatorPlatform, Operator, Orders, TopUps {

  /** What it lists. */
  final List<Sim> listed = new ArrayList<>();

  /** What its orders name. */
  List<String> iccids = List.of();

  Progress progress = Progress.OPEN;

  /** How many orders more do not get through. */
  int unreachable;

  boolean forgets;
  boolean refuses;
  boolean losesRequests;
  boolean losesAnswers;
  String name = "A SIM";
  Callable<Boolean> beforeProducts = () -> true;
  Consumer<NewOrder> beforeAnswer = _ -> {};
  int lists;
  int looks;

  /** Its numbers of the top-ups that it has taken. */
  final List<String> topUps = new ArrayList<>();

  int topUpsAsked;

  @Override
  public String name() {
    return "seller";
  }

  @Override
  public String title() {
    return "Seller";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Pace defaultPace() {
    return new Pace(100, 4);
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    return this;
  }

  @Override
  public void check() {}

  @Override
  public Inventory inventory() {
    return new Inventory() {
      @Override
      public Optional<Sim> find(SubscriptionRef ref) {
        return Optional.empty();
      }

      @Override
      public SimPage list(Optional<String> from) {
        lists++;
        return new SimPage(listed, Optional.empty(), Optional.empty());
      }
    };
  }

  @Override
  public Optional<Orders> orders() {
    return Optional.of(this);
  }

  @Override
  public Optional<TopUps> topUps() {
    return Optional.of(this);
  }

  @Override
  public List<OfferedProduct> products() throws OperatorException {
    try {
      var _ = beforeProducts.call();
    } catch (Exception e) {
      throw new OperatorException(OperatorException.Kind.UNREACHABLE, "Interrupted", e);
    }
    return List.of(offer("1", OfferKind.SIMS, name), offer("2", OfferKind.TOP_UP, "A top-up"));
  }

  static Sim sim(String iccid) {
    return new Sim(
        new SubscriptionRef(iccid, iccid),
        Status.ACTIVE,
        "on",
        Optional.empty(),
        Optional.of(new Iccid(iccid)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static OfferedProduct offer(String id, OfferKind kind, String name) {
    return new OfferedProduct(
        id, kind, name, "", 1, 1, 100, 0, Optional.of(new BigDecimal("10.00")), "EUR");
  }

  @Override
  public Optional<PlacedOrder> find(String number) {
    return forgets
        ? Optional.empty()
        : Optional.of(
            new PlacedOrder(
                number, "ORDER", progress, progress.name(), Instant.EPOCH, Map.of("1", 2), iccids));
  }

  @Override
  public OrderPage list(Optional<String> from) {
    return new OrderPage(List.of(), Optional.empty());
  }

  @Override
  public Outcome<Optional<String>> place(NewOrder order) {
    beforeAnswer.accept(order);
    return answer("op-" + order.orderId(), _ -> {}).then(n -> new Outcome.Done<>(Optional.of(n)));
  }

  private Outcome<String> answer(String number, Consumer<String> taken) {
    if (unreachable > 0) {
      unreachable--;
      return new Outcome.NotSent<>(
          new OperatorException(OperatorException.Kind.UNREACHABLE, "Nobody there"));
    }
    if (refuses) {
      return new Outcome.Refused<>(
          new OperatorException(OperatorException.Kind.REJECTED, "No credit"));
    }
    if (!losesRequests) {
      taken.accept(number);
    }
    if (losesRequests || losesAnswers) {
      return new Outcome.Unknown<>(
          new OperatorException(OperatorException.Kind.TIMEOUT, "No answer"));
    }
    return new Outcome.Done<>(number);
  }

  @Override
  public List<String> placed(NewOrder order, Instant since) {
    looks++;
    return List.of();
  }

  @Override
  public int maximumBatch() {
    return 10;
  }

  @Override
  public Outcome<String> order(TopUpRequest request) {
    topUpsAsked++;
    return answer("top-up-" + (topUps.size() + 1), topUps::add);
  }

  @Override
  public List<String> placed(List<SubscriptionRef> of, Instant since) {
    return List.copyOf(topUps);
  }

  @Override
  public void close() {}
}
