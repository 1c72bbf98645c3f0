// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * One API in one version.
 *
 * @param name as in its path, such as {@code productInventory}
 * @param paths where it is served; the first is the one that references name
 */
public record TmfApi(String name, TmfVersion version, List<String> paths, List<Route> routes) {

  public TmfApi {
    paths = List.copyOf(paths);
    routes = List.copyOf(routes);
  }

  public String path() {
    return paths.getFirst();
  }

  /** With further operations, such as those of its hub. */
  public TmfApi with(List<Route> more) {
    List<Route> all = new ArrayList<>(routes);
    all.addAll(more);
    return new TmfApi(name, version, paths, all);
  }
}
