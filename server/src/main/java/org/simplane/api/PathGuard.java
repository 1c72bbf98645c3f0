// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import io.javalin.http.HandlerType;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses paths that two readers may understand in two ways (RFC 3986): broken percent signs,
 * encoded slashes, dot segments. Jetty's parser would refuse them too, but before it is known which
 * dialect must answer. Methods that HTTP does not know are refused here too, where the dialect's
 * form of an error is at hand.
 */
final class PathGuard extends Handler.Wrapper {

  private static final Set<String> METHODS =
      HandlerType.commonHttp().stream().map(HandlerType::name).collect(Collectors.toSet());

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!METHODS.contains(request.getMethod())) {
      Response.writeError(request, response, callback, HttpStatus.NOT_IMPLEMENTED_501);
      return true;
    }
    if (request.getHttpURI().hasViolations()) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    return super.handle(request, response, callback);
  }
}
