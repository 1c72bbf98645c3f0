// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.List;

/** What kind of device a SIM sits in, and so how it behaves at pace 1. */
enum Profile {
  /** On the move, over borders: short reports every ten minutes. */
  TRACKER(
      0,
      35,
      600,
      120,
      20_000,
      4_000,
      0.02,
      0,
      0.004,
      true,
      false,
      "tracker.iot",
      "LTE-M EUTRAN GERAN"),
  /** Stands in a cellar, wakes once a day, and leaves the network again. */
  METER(1, 30, 86_400, 20, 3_000, 1_000, 0.005, 0, 0, false, true, "meter.iot", "NB-IOT LTE-M"),
  /** Long sessions, much data upwards, and a picture message now and then. */
  CAMERA(
      2, 8, 900, 3_600, 20_000_000, 200_000, 0, 0, 0.02, false, false, "camera.iot", "EUTRAN NR"),
  /** A lift's emergency telephone: it calls in, and it is called. */
  LIFT(
      3,
      12,
      10_800,
      60,
      5_000,
      5_000,
      0.05,
      0.25,
      0,
      false,
      false,
      "lift.iot",
      "EUTRAN UTRAN GERAN"),
  /** A payment terminal: many very short sessions. */
  POS(4, 15, 300, 8, 2_000, 3_000, 0, 0, 0, false, false, "pos.iot", "EUTRAN UTRAN");

  private static final int WEIGHTS = 100;

  private final int code;
  private final int weight;
  private final double idleSeconds;
  private final double sessionSeconds;
  private final double bytesUp;
  private final double bytesDown;
  private final double smsShare;
  private final double callShare;
  private final double pictureShare;
  private final boolean roams;
  private final boolean leavesWhenDone;
  private final String apn;
  private final String rats;

  Profile(
      int code,
      int weight,
      double idleSeconds,
      double sessionSeconds,
      double bytesUp,
      double bytesDown,
      double smsShare,
      double callShare,
      double pictureShare,
      boolean roams,
      boolean leavesWhenDone,
      String apn,
      String rats) {
    this.code = code;
    this.weight = weight;
    this.idleSeconds = idleSeconds;
    this.sessionSeconds = sessionSeconds;
    this.bytesUp = bytesUp;
    this.bytesDown = bytesDown;
    this.smsShare = smsShare;
    this.callShare = callShare;
    this.pictureShare = pictureShare;
    this.roams = roams;
    this.leavesWhenDone = leavesWhenDone;
    this.apn = apn;
    this.rats = rats;
  }

  /**
   * The first cards of a fleet are one of each kind, so that a guide can name them; the others are
   * drawn.
   */
  static Profile of(int sim, long random) {
    for (Profile profile : values()) {
      if (profile.code == sim) {
        return profile;
      }
    }
    return drawn(random);
  }

  /** The profile that a number drawn for a SIM stands for; by the weights, which sum to 100. */
  private static Profile drawn(long random) {
    int rest = (int) Long.remainderUnsigned(random, WEIGHTS);
    for (Profile profile : values()) {
      rest -= profile.weight;
      if (rest < 0) {
        return profile;
      }
    }
    return POS;
  }

  /** Stands in the type allocation codes of its devices. */
  int code() {
    return code;
  }

  /** Mean time between two activities. */
  double idleSeconds() {
    return idleSeconds;
  }

  double sessionSeconds() {
    return sessionSeconds;
  }

  /** Mean volume of a session from the device. */
  double bytesUp() {
    return bytesUp;
  }

  /** Mean volume of a session to the device. */
  double bytesDown() {
    return bytesDown;
  }

  /** How many of its activities are a text message. */
  double smsShare() {
    return smsShare;
  }

  /** How many of its activities are a voice call. */
  double callShare() {
    return callShare;
  }

  /** How many of its activities are a picture message. */
  double pictureShare() {
    return pictureShare;
  }

  boolean roams() {
    return roams;
  }

  /** Whether it detaches after each session to save its battery. */
  boolean leavesWhenDone() {
    return leavesWhenDone;
  }

  String apn() {
    return apn;
  }

  /** The radio access technologies its modem speaks, the usual one first. */
  List<String> rats() {
    return List.of(rats.split(" "));
  }
}
