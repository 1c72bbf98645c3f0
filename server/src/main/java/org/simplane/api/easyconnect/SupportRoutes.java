// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.catalog.SupportRequest;
import org.simplane.catalog.SupportRequests;

/** {@code /v1/support}. */
final class SupportRoutes {

  private static final int LARGEST_BODY = 128 * 1024;
  private static final int SHOWN = 1_000;

  private final SupportRequests support;
  private final IpBrake brake;

  SupportRoutes(SupportRequests support, IpBrake brake) {
    this.support = support;
    this.brake = brake;
  }

  /** A request and what was said to it. */
  record Wire(
      @JsonProperty("caseId") long caseId,
      @JsonProperty("createDate") String createDate,
      @JsonProperty("solvedDate") @Nullable String solvedDate,
      String status,
      String subject,
      String text,
      List<Said> communications) {

    static Wire of(SupportRequest request) {
      return new Wire(
          request.id(),
          Dates.millis(request.createdAt()),
          request.closedAt().map(Dates::millis).orElse(null),
          request.state().name(),
          request.subject(),
          request.text(),
          request.messages().stream()
              .map(
                  message -> new Said(message.author(), Dates.millis(message.at()), message.text()))
              .toList());
    }
  }

  record Said(
      @JsonProperty("senderName") String senderName,
      @JsonProperty("createDate") String createDate,
      String text) {}

  /** The newest thousand. */
  void list(Context context, Caller caller) {
    brake.check(context);
    caller.require(Permission.READ_ORDERS);
    Answer.json(
        context,
        200,
        support.page(caller.scope(), OptionalLong.empty(), Optional.empty(), SHOWN).items().stream()
            .map(Wire::of)
            .toList());
  }

  void create(Context context, Caller caller) {
    brake.check(context);
    caller.require(Permission.READ_ORDERS);
    JsonBody body = JsonBody.of(context, LARGEST_BODY);
    var _ =
        support.open(
            caller,
            new SupportRequests.Wanted(
                text(body, "replyToMail"),
                text(body, "senderName"),
                text(body, "subject"),
                text(body, "text")),
            false);
    Answer.empty(context, 201);
  }

  private static String text(JsonBody body, String name) {
    return body.text(name).orElseThrow(() -> JsonBody.invalid(name, "is missing"));
  }
}
