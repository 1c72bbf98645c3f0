// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.access.Tokens;

/** {@code POST /oauth/token}. */
final class TokenRoutes {

  private final Tokens tokens;
  private final EasyConnectConfig config;

  TokenRoutes(Tokens tokens, EasyConnectConfig config) {
    this.tokens = tokens;
    this.config = config;
  }

  /** Errors have a form of their own here, and are 400 even for wrong credentials. */
  void issue(Context context) {
    try {
      Answer.json(
          context,
          200,
          TokenWire.of(
              tokens.issue(TokenRequest.of(context), EasyConnect.DIALECT, config.tokenLife())));
    } catch (TokenRequest.Refused refused) {
      refuse(context, refused.error());
    } catch (FailureException failed) {
      if (failed.failure() instanceof Failure.Throttled throttled) {
        Answer.retryAfter(context, throttled);
      }
      refuse(context, TokenErrorWire.of(failed.failure()));
    } catch (Refusal refused) {
      refuse(context, TokenErrorWire.of(refused));
    }
  }

  private static void refuse(Context context, TokenErrorWire error) {
    Answer.json(context, error.statusCode(), error);
  }
}
