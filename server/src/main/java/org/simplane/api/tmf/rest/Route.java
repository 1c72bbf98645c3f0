// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.regex.Pattern;
import org.simplane.Permission;

/**
 * One operation of an API.
 *
 * @param path below the API's, such as {@code /product/{id}}
 * @param permission what the caller must hold
 */
public record Route(HandlerType method, String path, Permission permission, Operation operation) {

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  /** What is done. Failures are thrown. */
  @FunctionalInterface
  public interface Operation {
    Reply answer(Call call);
  }

  public static Route get(String path, Permission permission, Operation operation) {
    return new Route(HandlerType.GET, path, permission, operation);
  }

  public static Route post(String path, Permission permission, Operation operation) {
    return new Route(HandlerType.POST, path, permission, operation);
  }

  public static Route patch(String path, Permission permission, Operation operation) {
    return new Route(HandlerType.PATCH, path, permission, operation);
  }

  public static Route delete(String path, Permission permission, Operation operation) {
    return new Route(HandlerType.DELETE, path, permission, operation);
  }

  /**
   * What the definition has and Simplane has not: answered with 501, after the token is checked.
   */
  public static Route notOffered(
      HandlerType method, String path, Permission permission, String why) {
    return new Route(
        method,
        path,
        permission,
        _ -> {
          throw Refusal.notOffered(why);
        });
  }

  boolean takesBody() {
    return method.equals(HandlerType.POST) || method.equals(HandlerType.PATCH);
  }

  /** In words of {@code Allow}: where there is GET, there is HEAD. */
  List<String> allowed() {
    return method.equals(HandlerType.GET)
        ? List.of(HandlerType.GET.name(), HandlerType.HEAD.name())
        : List.of(method.name());
  }

  boolean serves(String below) {
    return below.matches(PARAMETER.matcher(path).replaceAll("[^/]+") + "/?");
  }
}
