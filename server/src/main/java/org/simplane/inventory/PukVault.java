// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.db.Secrets;

/** Keeps PUKs sealed, each to the subscription it belongs to. */
final class PukVault {

  private final Secrets secrets;

  PukVault(Secrets secrets) {
    this.secrets = secrets;
  }

  Map<Long, Puks> read(Scope scope, Handle handle, Collection<Long> ids) {
    Map<Long, Puks> open = new HashMap<>();
    WriteStore.sealedPuks(scope, handle, ids)
        .forEach((id, sealed) ->
            open.put(
                id,
                new Puks(
                    sealed.puk1().map(code -> open(code, id, 1)),
                    sealed.puk2().map(code -> open(code, id, 2)))));
    return open;
  }

  /** A code that is not named stays as it is. */
  void write(Handle handle, Map<Long, Puks> codes) {
    Map<Long, SealedPuks> sealed = new HashMap<>();
    codes.forEach((id, puks) ->
        sealed.put(
            id,
            new SealedPuks(
                puks.puk1().map(code -> seal(code, id, 1)),
                puks.puk2().map(code -> seal(code, id, 2)))));
    WriteStore.puks(handle, sealed);
  }

  /** Whether something of {@code wanted} differs from what is kept. */
  static boolean differ(Optional<Puks> kept, Puks wanted) {
    return (wanted.puk1().isPresent() && !wanted.puk1().equals(kept.flatMap(Puks::puk1)))
        || (wanted.puk2().isPresent() && !wanted.puk2().equals(kept.flatMap(Puks::puk2)));
  }

  private byte[] seal(String code, long id, int number) {
    return secrets.seal(code.getBytes(StandardCharsets.UTF_8), context(id, number));
  }

  private String open(byte[] sealed, long id, int number) {
    return new String(secrets.open(sealed, context(id, number)), StandardCharsets.UTF_8);
  }

  private static String context(long id, int number) {
    return "subscription/" + id + "/puk" + number;
  }
}
