// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a list. {@code X-Total-Count}, {@code X-Result-Count} and 200 or 206 are in the
 * definitions; {@code Content-Range}, {@code Link} and 416 are what open implementations send
 * (contracts: tmforum-cmo.md section 2.1).
 */
final class Paging {

  /** Of a query; five times as much has room among the headers of an answer. */
  private static final int LONGEST_QUERY = 800;

  private Paging() {}

  /** Sets them; 200 when the body has all there are, else 206. */
  static int describe(Context context, Reply.Page page, ListQuery query) {
    int shown = page.items().size();
    long total = page.total();
    if (shown == 0 && total > 0 && query.offset() >= total) {
      throw new Refusal(
          416,
          "offsetOutOfRange",
          "There are " + total + ", so there is none at offset " + query.offset(),
          Map.of("Content-Range", "items */" + total, "X-Total-Count", Long.toString(total)));
    }
    context.header("X-Total-Count", Long.toString(total));
    context.header("X-Result-Count", Integer.toString(shown));
    if (shown == total) {
      return 200;
    }
    context.header(
        "Content-Range",
        "items " + (query.offset() + 1) + "-" + (query.offset() + shown) + "/" + total);
    String asked = context.queryString();
    if (asked == null || asked.length() <= LONGEST_QUERY) {
      context.header("Link", links(context, query, total));
    }
    return 206;
  }

  private static String links(Context context, ListQuery query, long total) {
    long offset = query.offset();
    int limit = query.limit();
    List<String> links = new ArrayList<>();
    links.add(link(context, offset, limit, "self"));
    links.add(link(context, 0, limit, "first"));
    if (offset > 0) {
      links.add(link(context, Math.max(0, offset - limit), limit, "prev"));
    }
    if (offset + limit < total) {
      links.add(link(context, offset + limit, limit, "next"));
    }
    links.add(link(context, (total - 1) / limit * limit, limit, "last"));
    return String.join(", ", links);
  }

  private static String link(Context context, long offset, int limit, String relation) {
    StringBuilder url = new StringBuilder(context.path()).append('?');
    @Nullable String query = context.queryString();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (!pair.startsWith("offset=") && !pair.startsWith("limit=") && !pair.isEmpty()) {
        url.append(pair.replace("<", "%3C").replace(">", "%3E")).append('&');
      }
    }
    url.append("offset=").append(offset).append("&limit=").append(limit);
    return "<" + url + ">; rel=\"" + relation + "\"";
  }
}
