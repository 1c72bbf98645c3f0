// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Products. A customer sees those of its own organisation and of all above it. */
final class ProductStore {

  /** The organisation of the scope and all above it. */
  private static final String SELLERS =
      """
      with recursive seller (id, parent_id, distance) as (
        select id, parent_id, 0 from organisation where id = :organisation
        union all select o.id, o.parent_id, s.distance + 1 from organisation o join seller s on o.id = s.parent_id)
      """;

  private ProductStore() {}

  /** What the organisation may order, by id. */
  static List<Product> onSale(Scope scope, Handle handle) {
    return handle
        .createQuery(
            SELLERS
                + "select p.* from product p join seller s on s.id = p.organisation_id where p.on_sale and p.withdrawn_at is null order by p.id")
        .bind("organisation", scope.organisation())
        .map((row, _) -> product(row))
        .list();
  }

  /**
   * What the organisation may order, the usual ones first: sold by somebody of his own rather than
   * by an operator, nearest to the organisation, longest there.
   */
  static List<Product> usualFirst(Scope scope, Handle handle) {
    return handle
        .createQuery(
            SELLERS
                + """
                select p.* from product p join seller s on s.id = p.organisation_id
                where p.on_sale and p.withdrawn_at is null
                order by (p.account_id is not null), s.distance, p.id
                """)
        .bind("organisation", scope.organisation())
        .map((row, _) -> product(row))
        .list();
  }

  /** Those of the organisations in scope, on sale or not. */
  static List<Product> page(Scope scope, Handle handle, long after, int limit) {
    return handle
        .createQuery(
            "select * from product where organisation_id = any(:scope) and id > :after order by id limit :limit")
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> product(row))
        .list();
  }

  /** On sale to the scope's organisation, or of an organisation in scope. */
  static Optional<Product> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery(
            SELLERS
                + """
                select p.* from product p where p.id = :id and (p.organisation_id = any(:scope)
                  or p.on_sale and p.withdrawn_at is null and p.organisation_id in (select id from seller))
                """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("organisation", scope.organisation())
        .bind("id", id)
        .map((row, _) -> product(row))
        .findOne();
  }

  static Optional<Product> lock(Scope scope, Transaction transaction, long id) {
    return transaction
        .handle()
        .createQuery(
            "select * from product where id = :id and organisation_id = any(:scope) for update")
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("id", id)
        .map((row, _) -> product(row))
        .findOne();
  }

  static Product insert(Transaction transaction, ProductDraft draft, Instant now) {
    return bound(
            transaction
                .handle()
                .createQuery(
                    """
                    insert into product (organisation_id, kind, name, material, package_size, min_quantity, max_quantity,
                      max_per_customer, contract_months, currency, net_amount, gross_amount, monthly_net, monthly_gross,
                      data_bytes, messages, life_months, stock_organisation_id, on_sale, created_at, updated_at)
                    values (:organisation, :kind, :name, :material, :package, :min, :max, :customer, :contract, :currency,
                      :net, :gross, :monthlyNet, :monthlyGross, :data, :messages, :life, :stock, :onSale, :now, :now)
                    returning *
                    """),
            draft)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> product(row))
        .one();
  }

  static Product update(Transaction transaction, long id, ProductDraft draft, Instant now) {
    return bound(
            transaction
                .handle()
                .createQuery(
                    """
                    update product set organisation_id = :organisation, kind = :kind, name = :name, material = :material,
                      package_size = :package, min_quantity = :min, max_quantity = :max, max_per_customer = :customer,
                      contract_months = :contract, currency = :currency, net_amount = :net, gross_amount = :gross,
                      monthly_net = :monthlyNet, monthly_gross = :monthlyGross, data_bytes = :data, messages = :messages,
                      life_months = :life, stock_organisation_id = :stock, on_sale = :onSale, updated_at = :now,
                      version = version + 1
                    where id = :id returning *
                    """),
            draft)
        .bind("id", id)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> product(row))
        .one();
  }

  /** Those that an account's operator shows, by id. */
  static List<Product> offered(Scope scope, Handle handle, long account) {
    return handle
        .createQuery(
            """
            select * from product
            where account_id = :account and organisation_id = any(:scope) and withdrawn_at is null order by id
            """)
        .bind("account", account)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> product(row))
        .list();
  }

  /** Those of an account's operator, by the operator's id, locked in the order of ids. */
  static Map<String, Product> ofAccount(Transaction transaction, long account) {
    Map<String, Product> products = new LinkedHashMap<>();
    transaction
        .handle()
        .createQuery("select * from product where account_id = :account order by id for update")
        .bind("account", account)
        .map((row, _) -> product(row))
        .forEach(found ->
            found.source().ifPresent(source -> products.put(source.operatorProduct(), found)));
    return products;
  }

  /** Says where a product comes from, and whether it still does. */
  static Product source(Transaction transaction, long id, Product.Source source, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            update product set account_id = :account, operator_product = :product,
              withdrawn_at = case when :withdrawn then coalesce(withdrawn_at, :now) end
            where id = :id returning *
            """)
        .bind("id", id)
        .bind("account", source.account())
        .bind("product", source.operatorProduct())
        .bind("withdrawn", source.withdrawn())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> product(row))
        .one();
  }

  static boolean isOrdered(Handle handle, long id) {
    return handle
        .createQuery(
            "select exists (select 1 from order_line where product_id = :id)"
                + " or exists (select 1 from auto_top_up where product_id = :id)")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  static void delete(Transaction transaction, long id) {
    transaction
        .handle()
        .createUpdate("delete from product where id = :id")
        .bind("id", id)
        .execute();
  }

  /** How many of a product a customer has ordered, but for orders that nothing came of. */
  static long ordered(Scope scope, Handle handle, long product) {
    return handle
        .createQuery(
            """
            select coalesce(sum(l.quantity), 0) from order_line l join sales_order o on o.id = l.order_id
            where l.product_id = :product and o.organisation_id = :organisation
              and o.state not in ('CANCELLED', 'FAILED')
            """)
        .bind("product", product)
        .bind("organisation", scope.organisation())
        .mapTo(Long.class)
        .one();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, ProductDraft draft) {
    return statement
        .bind("organisation", draft.organisation())
        .bind("kind", draft.kind().name())
        .bind("name", draft.name())
        .bind("material", draft.material())
        .bind("package", draft.packageSize())
        .bind("min", draft.minQuantity())
        .bind("max", draft.maxQuantity())
        .bindBySqlType(
            "customer",
            draft.maxPerCustomer().isPresent() ? draft.maxPerCustomer().getAsInt() : null,
            Types.INTEGER)
        .bind("contract", draft.contractMonths())
        .bind("currency", draft.price().currency())
        .bind("net", draft.price().net())
        .bind("gross", draft.price().gross())
        .bindBySqlType("monthlyNet", draft.monthly().map(Price::net).orElse(null), Types.BIGINT)
        .bindBySqlType("monthlyGross", draft.monthly().map(Price::gross).orElse(null), Types.BIGINT)
        .bind("data", draft.grant().dataBytes())
        .bind("messages", draft.grant().messages())
        .bind("life", draft.grant().lifeMonths())
        .bindBySqlType(
            "stock", draft.stock().isPresent() ? draft.stock().getAsLong() : null, Types.BIGINT)
        .bind("onSale", draft.onSale());
  }

  private static Product product(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    Integer perCustomer = row.getObject("max_per_customer", Integer.class);
    Long monthlyNet = row.getObject("monthly_net", Long.class);
    Long stock = row.getObject("stock_organisation_id", Long.class);
    Long account = row.getObject("account_id", Long.class);
    return new Product(
        row.getLong("id"),
        new ProductDraft(
            row.getLong("organisation_id"),
            Product.Kind.valueOf(row.getString("kind")),
            row.getString("name"),
            row.getString("material"),
            row.getInt("package_size"),
            row.getInt("min_quantity"),
            row.getInt("max_quantity"),
            perCustomer == null ? OptionalInt.empty() : OptionalInt.of(perCustomer),
            row.getInt("contract_months"),
            new Price(currency, row.getLong("net_amount"), row.getLong("gross_amount")),
            monthlyNet == null
                ? Optional.empty()
                : Optional.of(new Price(currency, monthlyNet, row.getLong("monthly_gross"))),
            new Grant(
                row.getLong("data_bytes"), row.getLong("messages"), row.getInt("life_months")),
            stock == null ? OptionalLong.empty() : OptionalLong.of(stock),
            row.getBoolean("on_sale")),
        account == null
            ? Optional.empty()
            : Optional.of(
                new Product.Source(
                    account,
                    row.getString("operator_product"),
                    row.getObject("withdrawn_at") != null)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getLong("version"));
  }
}
