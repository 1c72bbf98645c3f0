// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import tools.jackson.databind.JsonNode;

/** A request to one of the APIs, from a caller who is known and may. */
public final class Call {

  /** A tree of it takes some twenty times as much; what is larger is read as it comes. */
  private static final int LARGEST_BODY = 1024 * 1024;

  private static final int LARGEST_PATCH = 256 * 1024;

  private final Context context;
  private final Caller caller;
  private final TmfApi api;
  private final ListQuery query;
  private byte @Nullable [] bytes;

  Call(Context context, Caller caller, TmfApi api, ListQuery query) {
    this.context = context;
    this.caller = caller;
    this.api = api;
    this.query = query;
  }

  public Caller caller() {
    return caller;
  }

  public TmfApi api() {
    return api;
  }

  public ListQuery query() {
    return query;
  }

  /** A part of the path, decoded. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** Where the client reached this server: scheme and host, to put before the path of an href. */
  public String origin() {
    return context.scheme() + "://" + context.host();
  }

  /** The address of a resource of this API. */
  public String href(String below) {
    return origin() + api.path() + below;
  }

  /** The body as JSON; which media types there may be is checked before. */
  public JsonNode body() {
    return TmfJson.read(bytes(LARGEST_BODY));
  }

  /** The body of a PATCH. */
  public Patch patch() {
    return Patch.of(mediaType(context), TmfJson.read(bytes(LARGEST_PATCH)));
  }

  /** The body as it was sent; its characters are those of UTF-8. */
  public String text() {
    return new String(bytes(LARGEST_BODY), StandardCharsets.UTF_8);
  }

  /** The body as it comes, for those too large to be held; it is read once. */
  public InputStream stream() {
    try {
      return context.req().getInputStream();
    } catch (IOException e) {
      throw new Refusal(400, "invalid", "The body cannot be read");
    }
  }

  private byte[] bytes(int largest) {
    if (bytes != null) {
      return bytes;
    }
    try (InputStream in = context.req().getInputStream()) {
      byte[] body = in.readNBytes(largest + 1);
      if (body.length > largest) {
        throw new Refusal(413, "tooLarge", "The body is larger than " + largest / 1024 + " KiB");
      }
      bytes = body;
      return body;
    } catch (IOException e) {
      throw new Refusal(400, "invalid", "The body cannot be read");
    }
  }

  /** In lower case, without parameters; empty when the client does not say. */
  static String mediaType(Context context) {
    String type = context.contentType();
    if (type == null) {
      return "";
    }
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
