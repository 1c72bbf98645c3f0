// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;

final class SignedTokensTest {

  @AutoClose private final TestDatabase database = TestDatabase.create();
  private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());
  private final AtomicLong nanos = new AtomicLong();
  private final AccessSetup here = new AccessSetup(database.database(), clock, nanos::get);
  private final Secrets secrets = Secrets.random();
  private final SignedTokens signed = node(here);
  private final IssuedClient client =
      here.clients.create(here.system(), AccessSetup.client("fleet", Role.API_ACCESS, "v1"));

  private SignedTokens node(AccessSetup access) {
    return new SignedTokens(
        database.database(),
        access.organisations,
        new Tenants(database.database()),
        access.tokens,
        secrets,
        clock,
        nanos::get);
  }

  @Test
  void othersCheckATokenWithThePublishedKeys() throws Exception {
    SignedJWT token = SignedJWT.parse(issue());
    JWTClaimsSet claims = token.getJWTClaimsSet();

    assertThat(isGood(token)).isTrue();
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(claims.getIssuer()).isEqualTo("https://here.example/realms/r");
    assertThat(claims.getStringListClaim("tenants")).containsExactly("invented-fleet");
    assertThat(claims.getStringClaim("clientId")).isEqualTo(client.client().clientId());
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(claims.getJWTID())
        .isNotEqualTo(SignedJWT.parse(issue()).getJWTClaimsSet().getJWTID());
    assertThat(JWKSet.parse(signed.publicKeys()).getKeys()).noneMatch(key -> key.isPrivate());
  }

  @Test
  void aTokenServesForFiveMinutesOnEveryNode() {
    String token = issue();
    AccessSetup other = new AccessSetup(database.database(), clock, nanos::get);

    Caller caller = node(other).authenticate(token, "v1", "c-1");
    assertThat(caller.id()).isEqualTo(client.client().id());
    assertThat(caller.scope().organisation()).isEqualTo(here.root.id());

    clock.pass(Duration.ofMinutes(5));
    assertDenied(token);
  }

  @Test
  void aTokenThatWasChangedOrSignedByAnotherKeyIsDenied() throws Exception {
    String token = issue();
    String[] parts = token.split("\\.");
    assertDenied(parts[0] + "." + parts[1] + ".");
    assertDenied(parts[0] + "." + parts[1] + "." + parts[0]);
    assertDenied("eyJhbGciOiJub25lIn0." + parts[1] + ".");
    assertDenied("x".repeat(100_000));

    SignedJWT ours = SignedJWT.parse(token);
    RSAKey key = new RSAKeyGenerator(2048).keyID(ours.getHeader().getKeyID()).generate();
    SignedJWT forged = new SignedJWT(ours.getHeader(), ours.getJWTClaimsSet());
    forged.sign(new RSASSASigner(key));
    assertDenied(forged.serialize());
  }

  @Test
  void aNewSecretAndALostEntitlementEndTokensAtOnce() {
    String token = issue();
    here.clients.update(
        here.system(),
        client.client().id(),
        new ApiClientPatch(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Set.of("easyconnect")),
            Optional.empty()),
        OptionalLong.empty(),
        false);
    assertFailure(() -> signed.authenticate(token, "v1", ""), Failure.NotAllowed.class);
    assertFailure(this::issue, Failure.NotAllowed.class);

    here.clients.rotate(here.system(), client.client().id(), OptionalLong.empty(), false);
    assertDenied(token);
  }

  @Test
  void anOpaqueTokenIsNoSignedOneNorTheOtherWayRound() {
    String opaque = here.tokens.issue(credentials(), "v1", Duration.ofHours(1)).token();
    assertDenied(opaque);
    assertFailure(() -> here.tokens.authenticate(issue(), "v1", ""), Failure.Denied.class);
  }

  @Test
  void aKeyIsPublishedBeforeItSignsAndAsLongAsItsTokensLive() throws Exception {
    String first = keyOf(issue());
    pass(Duration.ofDays(30).minusMinutes(59));
    String lastOfFirst = issue();
    assertThat(keyOf(lastOfFirst)).isEqualTo(first);
    assertThat(published()).hasSize(2).startsWith(first);

    pass(Duration.ofMinutes(61));
    assertThat(keyOf(issue())).isNotEqualTo(first);
    signed.purge();
    assertThat(published()).contains(first);
    assertThat(isGood(SignedJWT.parse(lastOfFirst))).isTrue();

    pass(Duration.ofHours(2));
    signed.purge();
    pass(Duration.ofMinutes(1));
    assertThat(published()).hasSize(1).doesNotContain(first);
  }

  @Test
  void thePrivateKeyIsSealedInTheDatabase() {
    var _ = issue();
    String row =
        here.database.read(handle ->
            handle
                .createQuery("select encode(sealed_key, 'escape') from signing_key")
                .mapTo(String.class)
                .one());
    assertThat(row).doesNotContain("kty").doesNotContain("RSA");
  }

  private void pass(Duration time) {
    clock.pass(time);
    nanos.addAndGet(time.toNanos());
  }

  private List<String> published() throws Exception {
    return JWKSet.parse(signed.publicKeys()).getKeys().stream().map(key -> key.getKeyID()).toList();
  }

  private static String keyOf(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private boolean isGood(SignedJWT token) throws Exception {
    RSAKey key =
        JWKSet.parse(signed.publicKeys()).getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    return token.verify(new RSASSAVerifier(key));
  }

  private Credentials credentials() {
    return new Credentials(client.client().clientId(), client.secret());
  }

  private String issue() {
    return signed
        .issue(
            credentials(),
            "https://here.example/realms/r",
            Set.of("v1", "signed"),
            holder -> Map.of("clientId", holder.name()))
        .token();
  }

  private void assertDenied(String token) {
    assertFailure(() -> signed.authenticate(token, "v1", ""), Failure.Denied.class);
  }

  private static void assertFailure(Runnable action, Class<? extends Failure> expected) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            FailureException.class, failed -> assertThat(failed.failure()).isInstanceOf(expected));
  }
}
