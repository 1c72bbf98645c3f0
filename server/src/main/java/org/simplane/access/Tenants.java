// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;

/** What organisations are called in paths and in signed tokens. Safe for use by many threads. */
public final class Tenants {

  /** Unreserved in a URL (RFC 3986 section 2.3), and never like a dot segment. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final int MADE_LENGTH = 50;
  private static final String NAMELESS = "tenant";

  private final Database database;

  /** By the lower-case name, for at most 4 s. */
  private final LoadingCache<String, OptionalLong> found;

  public Tenants(Database database) {
    this.database = database;
    this.found =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(4))
            .build(name -> database.read(handle -> TenantStore.find(handle, name)));
  }

  /**
   * The organisation of that name, whatever its case. At most 5 s old.
   *
   * @return empty for an unknown one, and for one out of sight
   */
  public OptionalLong find(Scope scope, String name) {
    if (!NAME.matcher(name).matches()) {
      return OptionalLong.empty();
    }
    OptionalLong organisation = found.get(name.toLowerCase(Locale.ROOT));
    return organisation.isPresent() && scope.contains(organisation.getAsLong())
        ? organisation
        : OptionalLong.empty();
  }

  /** Of all that are in sight: the own one first, the others in the order of their age. */
  public List<String> names(Scope scope, int most) {
    return database.read(handle -> TenantStore.names(scope, handle, most));
  }

  /**
   * The name that a new organisation is to have, which stays free until the transaction ends.
   *
   * @param wanted empty for one made from {@code organisation}'s name
   */
  static String free(Transaction transaction, Optional<String> wanted, String organisation) {
    if (wanted.isPresent()) {
      check(transaction, wanted.get(), 0);
      return wanted.get();
    }
    String made = made(organisation);
    Set<String> taken = TenantStore.lockAndFindLike(transaction, made);
    String name = made;
    for (int count = 2; taken.contains(name); count++) {
      name = made + "-" + count;
    }
    return name;
  }

  /** Throws {@link FailureException} for a name that is none, or another organisation's. */
  static void check(Transaction transaction, String name, long organisation) {
    if (!NAME.matcher(name).matches()) {
      throw new FailureException(
          Failure.Invalid.field(
              "tenant", "must have 1 to 63 letters, digits, - and _, a letter or digit first"));
    }
    if (TenantStore.lockAndFindOther(transaction, name.toLowerCase(Locale.ROOT), organisation)) {
      throw new FailureException(new Failure.Conflict("The tenant name '" + name + "' is taken"));
    }
  }

  private static String made(String organisation) {
    String plain =
        MARKS.matcher(Normalizer.normalize(organisation, Normalizer.Form.NFD)).replaceAll("");
    String dashed = OTHERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    String cut = dashed.substring(0, Math.min(dashed.length(), MADE_LENGTH));
    String name = cut.replaceAll("^-|-$", "");
    return name.isEmpty() ? NAMELESS : name;
  }
}
