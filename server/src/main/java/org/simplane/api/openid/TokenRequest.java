// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.openid;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.simplane.access.Credentials;

/**
 * Reads a request for a token: a form, with the client's id and secret in it or in HTTP Basic (RFC
 * 6749 sections 2.3.1, 3.2 and 4.4.2).
 */
final class TokenRequest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int LARGEST_BODY = 16_384;

  private TokenRequest() {}

  static Credentials of(Context context) {
    Map<String, String> form = form(context);
    String grant = form.get("grant_type");
    if (grant == null) {
      throw Refusal.invalid("The parameter grant_type is missing");
    }
    Credentials credentials = credentials(context, form);
    if (!grant.equals("client_credentials")) {
      throw new Refusal(
          400, "unsupported_grant_type", "There is one grant type here: client_credentials");
    }
    return credentials;
  }

  private static Credentials credentials(Context context, Map<String, String> form) {
    String header = context.header("Authorization");
    String id = form.getOrDefault("client_id", "");
    String secret = form.getOrDefault("client_secret", "");
    if (header == null) {
      return checked(id, secret);
    }
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      throw noClient();
    }
    if (!secret.isEmpty()) {
      throw Refusal.invalid("The client's secret is given twice, in the header and in the form");
    }
    Credentials basic = basic(header.substring(6).strip());
    if (!id.isEmpty() && !id.equals(basic.name())) {
      throw Refusal.invalid("The header and the form name two clients");
    }
    return basic;
  }

  private static Credentials basic(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw noClient();
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw noClient();
    }
    return checked(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
  }

  private static Credentials checked(String id, String secret) {
    if (id.isEmpty() || secret.isEmpty() || id.indexOf('\0') >= 0) {
      throw noClient();
    }
    return new Credentials(id, secret);
  }

  private static Refusal noClient() {
    return new Refusal(401, "invalid_client", "Invalid client or invalid client credentials");
  }

  private static Map<String, String> form(Context context) {
    String type = context.contentType();
    if (type == null || !type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
      throw Refusal.invalid("The body must be " + FORM);
    }
    Map<String, String> form = new HashMap<>();
    for (String pair : body(context).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = decoded(pair.substring(equals + 1));
        if (form.put(decoded(pair.substring(0, equals)), value) != null) {
          throw Refusal.invalid("A parameter is given twice");
        }
      }
    }
    return form;
  }

  private static String body(Context context) {
    try (InputStream in = context.bodyInputStream()) {
      byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new Refusal(413, "invalid_request", "The body is too large");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException brokenOff) {
      throw Refusal.invalid("The body cannot be read to its end");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      throw Refusal.invalid("The form is not percent-encoded as it should be");
    }
  }
}
