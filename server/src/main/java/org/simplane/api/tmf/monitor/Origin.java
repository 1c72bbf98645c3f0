// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.monitor;

/**
 * The request that a monitor tells of.
 *
 * @param source path of the resource that is changed
 * @param path what was asked, without host
 * @param body as it was sent; cut where it is long
 */
public record Origin(String source, String method, String path, String body) {

  private static final int LONGEST_BODY = 4_000;

  public Origin {
    body = body.replace("\0", "");
    body = body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) : body;
  }
}
