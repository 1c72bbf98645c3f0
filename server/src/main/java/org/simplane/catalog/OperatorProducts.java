// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Orders.OfferKind;
import org.simplane.operator.Orders.OfferedProduct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what operators sell into the catalogue: as products of the organisation whose account it
 * is. What the operator says of a product is the operator's; whether it is sold on, which at first
 * it is not, and how many to a customer, is the organisation's. Safe for use by many threads.
 */
public final class OperatorProducts {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProducts.class);
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final int TEXT = 200;
  private static final int MOST = 100_000;
  private static final Grant NOTHING = new Grant(0, 0, 0);

  private final Database database;
  private final Accounts accounts;
  private final Products products;
  private final Clock clock;

  OperatorProducts(Database database, Accounts accounts, Products products, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.products = products;
    this.clock = clock;
  }

  /**
   * Reads an account's operator now; takes {@link Permission#MANAGE_CATALOG}.
   *
   * @return what it sells
   * @throws FailureException {@code NotFound}; {@code NotSupported} where it sells nothing over its
   *     interface; {@code OperatorDown} and {@code Throttled} where it cannot be asked
   */
  public List<Product> read(Caller caller, long account, boolean dryRun) {
    caller.require(Permission.MANAGE_CATALOG);
    Account known = known(caller, account);
    List<OfferedProduct> offered =
        accounts.ask(
            account,
            operator ->
                operator
                    .orders()
                    .orElseThrow(() ->
                        new FailureException(
                            new Failure.NotSupported(
                                "The operator of '"
                                    + known.name()
                                    + "' sells nothing over its interface")))
                    .products());
    return database.inTransaction(transaction -> {
      if (!dryRun) {
        take(transaction, account, offered);
      }
      return ProductStore.offered(caller.scope(), transaction.handle(), account);
    });
  }

  /**
   * What an account's operator sells, as it was read last.
   *
   * @param products those on sale here and those that are not
   * @param readAt empty: never yet
   * @param error why it could not be read since
   */
  public record Offer(List<Product> products, Optional<Instant> readAt, Optional<String> error) {

    public Offer {
      products = List.copyOf(products);
    }
  }

  /**
   * What is known of an account's operator; takes {@link Permission#READ_ACCOUNTS}. Those that the
   * operator shows no longer are left out.
   *
   * @throws FailureException {@code NotFound}
   */
  public Offer of(Caller caller, long account) {
    caller.require(Permission.READ_ACCOUNTS);
    var _ = known(caller, account);
    Scope scope = caller.scope();
    return database.read(handle -> {
      Offer reading = OfferStore.reading(scope, handle, account);
      return new Offer(
          ProductStore.offered(scope, handle, account), reading.readAt(), reading.error());
    });
  }

  private Account known(Caller caller, long account) {
    return accounts
        .find(caller.scope(), account)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("account", Long.toString(account))));
  }

  /** Reads one operator whose turn it is; false when it is nobody's. */
  boolean readOne() {
    Optional<Long> due =
        database.inTransaction(
            transaction -> OfferStore.claim(transaction, clock.instant(), LEASE));
    due.ifPresent(this::read);
    return due.isPresent();
  }

  private void read(long account) {
    Instant now = clock.instant();
    try {
      Operator operator = accounts.operator(account);
      List<OfferedProduct> offered =
          operator.orders().isEmpty() ? List.of() : operator.orders().get().products();
      database.useTransaction(transaction -> take(transaction, account, offered));
    } catch (OperatorException | FailureException e) {
      LOG.info("The products of account {} are read later: {}", account, e.getMessage());
      database.useTransaction(transaction ->
          OfferStore.notRead(
              transaction, account, plain(String.valueOf(e.getMessage())), now.plus(AGAIN)));
    } catch (RuntimeException e) {
      LOG.warn("The products of account {} could not be taken", account, e);
      database.useTransaction(transaction ->
          OfferStore.notRead(
              transaction, account, "What the operator tells could not be taken", now.plus(AGAIN)));
    }
  }

  private void take(Transaction transaction, long account, List<OfferedProduct> offered) {
    Instant now = clock.instant();
    long organisation = OfferStore.lock(transaction, account, now);
    Caller caller = Caller.system("operator", Scope.of(organisation));
    Map<String, Product> known = ProductStore.ofAccount(transaction, account);
    Set<String> shown = new HashSet<>();
    for (OfferedProduct offer : offered) {
      if (offer.kind() != OfferKind.OTHER
          && offer.id().indexOf('\0') < 0
          && shown.add(offer.id())) {
        try {
          take(transaction, caller, account, offer, Optional.ofNullable(known.get(offer.id())));
        } catch (FailureException e) {
          LOG.warn(
              "Product {} of account {} is not taken: {}", offer.id(), account, e.getMessage());
        }
      }
    }
    for (Product product : known.values()) {
      Product.Source source = product.source().orElseThrow();
      if (!source.withdrawn() && !shown.contains(source.operatorProduct())) {
        Product.Source gone = new Product.Source(account, source.operatorProduct(), true);
        Product after = ProductStore.source(transaction, product.id(), gone, now);
        products.record(transaction, caller, "product.withdraw", product, after);
      }
    }
    OfferStore.read(transaction, account, now, now.plus(EVERY));
  }

  private void take(
      Transaction transaction,
      Caller caller,
      long account,
      OfferedProduct offer,
      Optional<Product> known) {
    Instant now = clock.instant();
    ProductDraft said = draft(caller.scope().organisation(), offer, known.map(Product::said));
    Product.Source source = new Product.Source(account, offer.id(), false);
    if (known.isEmpty()) {
      Product made = ProductStore.insert(transaction, said, now);
      Product after = ProductStore.source(transaction, made.id(), source, now);
      products.record(transaction, caller, "product.create", null, after);
      return;
    }
    Product before = known.get();
    boolean back = before.source().filter(Product.Source::withdrawn).isPresent();
    if (!said.equals(before.said()) || back) {
      var _ = ProductStore.update(transaction, before.id(), said, now);
      Product after = ProductStore.source(transaction, before.id(), source, now);
      products.record(transaction, caller, "product.update", before, after);
    }
  }

  /** The operator tells no taxes: gross is net. Where it tells no price, it is 0. */
  private static ProductDraft draft(
      long organisation, OfferedProduct offer, Optional<ProductDraft> was) {
    int least = Math.clamp(offer.minimumQuantity(), 1, MOST);
    boolean sims = offer.kind() == OfferKind.SIMS;
    return new ProductDraft(
        organisation,
        sims ? Product.Kind.SIM : Product.Kind.TOP_UP,
        text(offer.name(), offer.id()),
        text(offer.material(), offer.name()),
        sims ? Math.clamp(offer.packageSize(), 1, MOST) : 1,
        least,
        Math.clamp(offer.maximumQuantity(), least, MOST),
        was.map(ProductDraft::maxPerCustomer).orElse(OptionalInt.empty()),
        Math.clamp(offer.contractMonths(), 0, MOST),
        price(offer),
        Optional.empty(),
        was.map(ProductDraft::grant).orElse(NOTHING),
        OptionalLong.empty(),
        was.map(ProductDraft::onSale).orElse(false));
  }

  private static Price price(OfferedProduct offer) {
    Price nothing = Price.nothing(offer.currency());
    int digits = Price.amount(nothing.currency(), 1).scale();
    BigDecimal minor =
        offer
            .netPrice()
            .orElse(BigDecimal.ZERO)
            .movePointRight(digits)
            .setScale(0, RoundingMode.HALF_UP);
    if (minor.signum() < 0 || minor.compareTo(BigDecimal.valueOf(Price.MOST)) > 0) {
      throw new FailureException(Failure.Invalid.field("price", "is out of range"));
    }
    return new Price(nothing.currency(), minor.longValueExact(), minor.longValueExact());
  }

  private static String text(String text, String otherwise) {
    String found =
        Stream.of(plain(text), plain(otherwise)).filter(t -> !t.isBlank()).findFirst().orElse("-");
    return found.length() > TEXT ? cut(found) : found;
  }

  /** No half of a character is left at the end. */
  private static String cut(String text) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(TEXT - 1)) ? TEXT - 1 : TEXT);
  }

  /** Without what the database does not take. */
  private static String plain(String text) {
    return text.replace("\0", "");
  }
}
