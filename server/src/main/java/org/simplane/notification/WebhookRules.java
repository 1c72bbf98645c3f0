// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.simplane.Failure;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.FailureException;
import org.simplane.notification.NewWebhook.Basic;

/** What a webhook may be. */
final class WebhookRules {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,4000}");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "expect",
          "upgrade",
          "te",
          "trailer",
          "keep-alive",
          "user-agent");
  private static final int URL_LENGTH = 2000;
  private static final int DESCRIPTION = 200;
  private static final int MOST = 50;
  private static final int CREDENTIAL = 500;

  private final List<Problem> problems = new ArrayList<>();
  private final boolean privateAddresses;

  WebhookRules(boolean privateAddresses) {
    this.privateAddresses = privateAddresses;
  }

  void description(String text) {
    if (text.isBlank() || text.length() > DESCRIPTION) {
      problem("description", "must have 1 to " + DESCRIPTION + " characters");
    }
  }

  /** A name that leads nowhere is fine: it may do so later. */
  void url(URI url) {
    String scheme = url.getScheme();
    if (url.toString().length() > URL_LENGTH) {
      problem("url", "must have at most " + URL_LENGTH + " characters");
    } else if (scheme == null
        || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
        || url.getHost() == null) {
      problem("url", "must be like https://example.com/path");
    } else if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      problem(
          "url", "must hold neither credentials nor a fragment; there is a field for credentials");
    } else if (url.getPort() == 0 || url.getPort() > 65_535) {
      problem("url", "has no such port");
    } else if (!privateAddresses && AddressGuard.isPrivate(url)) {
      problem("url", "must not lead to a private address");
    }
  }

  void kinds(Set<String> kinds, Format format) {
    if (kinds.isEmpty() || kinds.size() > MOST) {
      problem("kinds", "must be 1 to " + MOST);
    }
    for (String kind : new TreeSet<>(kinds)) {
      if (!Kinds.isPattern(kind)) {
        problem("kinds", "'" + kind + "' is not like sms.received, sms.* or *");
      } else if (format.kinds().stream().noneMatch(known -> Kinds.overlap(known, kind))) {
        problem(
            "kinds",
            "the format '"
                + format.name()
                + "' does not tell of '"
                + kind
                + "', but of "
                + String.join(", ", new TreeSet<>(format.kinds())));
      }
    }
  }

  void headers(Map<String, String> headers, Optional<Basic> basic) {
    if (headers.size() > MOST) {
      problem("headers", "must be at most " + MOST);
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
        problem("headers", "'" + name + "' is no name of a header, or has no value for one");
      } else if (OURS.contains(lower) || lower.startsWith("webhook-")) {
        problem("headers", "'" + name + "' is not to be chosen");
      } else if (!names.add(name)) {
        problem("headers", "'" + name + "' is there twice");
      }
    });
    if (basic.isPresent() && names.contains("Authorization")) {
      problem("basic", "is not possible beside a header Authorization");
    }
    basic.ifPresent(credentials -> {
      boolean tooLong =
          credentials.username().length() > CREDENTIAL
              || credentials.password().length() > CREDENTIAL;
      if (credentials.username().isEmpty() || credentials.username().contains(":") || tooLong) {
        problem("basic", "must be a name without ':' and a password");
      }
    });
  }

  void secret(Optional<String> secret, Format format) {
    if (secret.isPresent() && !format.signed()) {
      problem("secret", "the format '" + format.name() + "' is not signed");
    } else if (secret.isPresent() && WebhookSecrets.key(secret.get()).isEmpty()) {
      problem("secret", "must be whsec_ and 24 to 64 bytes in Base64");
    }
  }

  void problem(String field, String message) {
    problems.add(new Problem(field, message));
  }

  void check() {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }
}
