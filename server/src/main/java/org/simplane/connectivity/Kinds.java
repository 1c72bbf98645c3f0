// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.List;

/** Kinds of network events that Simplane knows; others are kept as they were told. */
public final class Kinds {

  public static final String ATTACH = "ATTACH";
  public static final String DETACH = "DETACH";
  public static final String LOCATION_UPDATE = "LOCATION_UPDATE";
  public static final String SESSION_START = "SESSION_START";
  public static final String SESSION_UPDATE = "SESSION_UPDATE";
  public static final String SESSION_END = "SESSION_END";
  public static final String IMEI_CHANGE = "IMEI_CHANGE";
  public static final String AUTHENTICATION_FAILURE = "AUTHENTICATION_FAILURE";

  // Of Simplane's own making.
  public static final String STATUS_CHANGE = "STATUS_CHANGE";
  public static final String QUOTA_THRESHOLD = "QUOTA_THRESHOLD";
  public static final String QUOTA_EXHAUSTED = "QUOTA_EXHAUSTED";
  public static final String QUOTA_ENABLED = "QUOTA_ENABLED";
  public static final String ASSIGNED = "ASSIGNED";
  public static final String RELEASED = "RELEASED";
  public static final String RESET = "RESET";
  public static final String LOCK_VIOLATED = "LOCK_VIOLATED";
  public static final String BLOCKED = "BLOCKED";

  /** Those that move a device, in the order in which it does them within one second. */
  static final List<String> MOVING =
      List.of(ATTACH, LOCATION_UPDATE, SESSION_START, SESSION_UPDATE, SESSION_END, DETACH);

  private Kinds() {}
}
