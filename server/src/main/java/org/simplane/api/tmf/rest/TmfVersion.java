// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

/** A generation of the TM Forum's APIs. They differ in more than fields. */
public enum TmfVersion {
  V4("application/json;charset=utf-8"),
  V5("application/json");

  private final String contentType;

  TmfVersion(String contentType) {
    this.contentType = contentType;
  }

  /** As the published definitions of this generation declare it. */
  public String contentType() {
    return contentType;
  }
}
