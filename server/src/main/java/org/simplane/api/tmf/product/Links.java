// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

/**
 * Where things are.
 *
 * @param origin scheme and host as the client reached us; empty where nobody did, as in
 *     notifications
 * @param path of the API
 */
record Links(String origin, String path) {

  private static final String RESOURCES = "/tmf-api/resourceInventoryManagement/v4/resource/";

  private static final String SERVICES = "/tmf-api/ServiceActivationAndConfiguration/v4/service/";

  String service(String id) {
    return origin + SERVICES + id;
  }

  String product(String id) {
    return origin + path + "/product/" + id;
  }

  String resource(String id) {
    return origin + RESOURCES + id;
  }
}
