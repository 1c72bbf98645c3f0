// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import org.jspecify.annotations.Nullable;
import org.simplane.simulator.network.FleetState.Field;
import org.simplane.simulator.network.FleetState.Small;
import org.simplane.simulator.network.FleetState.Total;
import org.simplane.simulator.network.NetworkEvent.Kind;
import org.simplane.simulator.network.UsageRecord.Cause;

/**
 * What devices do when their time comes. Every step belongs to one second that has passed, writes
 * what happened in it, and says when the SIM acts next. Times are seconds since the fleet's base.
 * The fleet's lock guards it.
 */
final class Life {

  /** What a SIM is doing. */
  private enum Stage {
    OFF(0),
    DETACHED(1),
    ATTACHED(2),
    SESSION(3),
    CALL(4);

    private final int code;

    Stage(int code) {
      this.code = code;
    }
  }

  private static final Stage[] STAGES = Stage.values();

  static final int DATA = 1;
  static final int SMS = 2;

  private static final double SOON = 20;
  private static final double PARTIAL_SECONDS = 900;
  private static final int SHORTEST_PARTIAL = 10;
  private static final int CHATTY_FACTOR = 20;
  private static final double FAILURE_SHARE = 0.001;
  private static final double DEVICE_CHANGE_SHARE = 0.0002;
  private static final double SWITCHED_OFF_SHARE = 0.01;
  private static final double MOVE_SHARE = 0.1;
  private static final double ABROAD_SHARE = 0.3;

  private final FleetState state;
  private final Wakeups wakeups;
  private final Handover handover;
  private double pace;

  Life(FleetState state, Wakeups wakeups, Handover handover, double pace) {
    this.state = state;
    this.wakeups = wakeups;
    this.handover = handover;
    this.pace = pace;
  }

  void pace(double changed) {
    this.pace = changed;
  }

  double pace() {
    return pace;
  }

  /** Whether its waiting can be shortened or prolonged; a session that runs is left to run. */
  boolean isWaiting(int sim) {
    return switch (stage(sim)) {
      case DETACHED, ATTACHED -> true;
      case OFF, SESSION, CALL -> false;
    };
  }

  boolean isOnline(int sim) {
    return stage(sim) == Stage.SESSION;
  }

  boolean isAttached(int sim) {
    return stage(sim) != Stage.OFF && stage(sim) != Stage.DETACHED;
  }

  /** The SIM may use the network from now on, and will soon. */
  void enter(int sim, int now) {
    if (stage(sim) == Stage.OFF) {
      stage(sim, Stage.DETACHED);
      wake(sim, now + soon(sim));
    }
  }

  /**
   * The SIM is off the air at once: what runs is closed with a last record, and nothing follows.
   */
  void leave(int sim, int now) {
    if (stage(sim) != Stage.OFF) {
      cut(sim, now, Cause.MANAGEMENT_INTERVENTION);
      if (stage(sim) == Stage.ATTACHED) {
        event(Device.of(state, sim), Kind.DETACH, now);
      }
      stage(sim, Stage.OFF);
      state.set(sim, Field.NEXT, FleetState.NEVER);
    }
  }

  /** Closes what runs with a last record; the SIM stays attached and goes on after a while. */
  void cut(int sim, int now, Cause cause) {
    Device device = Device.of(state, sim);
    switch (stage(sim)) {
      case SESSION -> closeSession(device, now, cause);
      case CALL -> closeCall(device, now, cause);
      case OFF, DETACHED, ATTACHED -> {
        return;
      }
    }
    stage(sim, Stage.ATTACHED);
    wake(sim, now + soon(sim));
  }

  /** Data is barred: a data session ends, a call goes on. */
  void cutData(int sim, int now) {
    if (stage(sim) == Stage.SESSION) {
      cut(sim, now, Cause.MANAGEMENT_INTERVENTION);
    }
  }

  /**
   * The card is put into another device: what runs ends, and the next attach is the new device's.
   */
  void changeDevice(int sim, int now, int device) {
    cut(sim, now, Cause.ABNORMAL_RELEASE);
    if (stage(sim) == Stage.ATTACHED) {
      event(Device.of(state, sim), Kind.DETACH, now);
    }
    state.set(sim, Small.DEVICE, device % 10);
    if (stage(sim) != Stage.OFF) {
      stage(sim, Stage.DETACHED);
      wake(sim, now + 1);
    }
  }

  void step(int sim, int at) {
    Device device = Device.of(state, sim);
    switch (stage(sim)) {
      case OFF -> state.set(sim, Field.NEXT, FleetState.NEVER);
      case DETACHED -> attach(device, at);
      case ATTACHED -> act(device, at);
      case SESSION -> goOn(device, at);
      case CALL -> {
        closeCall(device, at, Cause.NORMAL_RELEASE);
        rest(device, at);
      }
    }
  }

  private void attach(Device device, int at) {
    int sim = device.sim;
    if (device.profile.roams() && unit(sim) < ABROAD_SHARE) {
      state.set(sim, Small.NETWORK, (int) (unit(sim) * Roaming.NETWORKS.size()));
    }
    double rat = unit(sim);
    state.set(sim, Small.RAT, (int) (rat * rat * device.profile.rats().size()));
    if (unit(sim) < FAILURE_SHARE) {
      event(device, Kind.AUTHENTICATION_FAILURE, at);
      wake(sim, at + soon(sim));
      return;
    }
    event(device, Kind.ATTACH, at);
    stage(sim, Stage.ATTACHED);
    wake(sim, at + soon(sim));
  }

  private void act(Device device, int at) {
    int sim = device.sim;
    double choice = unit(sim);
    Profile profile = device.profile;
    boolean data = (state.get(sim, Small.BARRED) & DATA) == 0;
    boolean sms = (state.get(sim, Small.BARRED) & SMS) == 0;
    if (device.isSilent()) {
      rest(device, at);
    } else if (choice < profile.smsShare()) {
      if (sms) {
        sendText(device, at);
      }
      rest(device, at);
    } else if ((choice -= profile.smsShare()) < profile.callShare()) {
      begin(device, at, Stage.CALL, 20 + (int) Chance.waiting(state.draw(sim), 60));
      wake(sim, state.get(sim, Field.ENDS));
    } else if ((choice -= profile.callShare()) < profile.pictureShare()) {
      if (data) {
        metered(device, UsageRecord.Type.MMS, at, 0, 0);
      }
      rest(device, at);
    } else if (profile.roams() && unit(sim) < MOVE_SHARE) {
      move(device, at);
    } else if (unit(sim) < DEVICE_CHANGE_SHARE) {
      state.set(sim, Small.DEVICE, (state.get(sim, Small.DEVICE) + 1) % 10);
      event(device, Kind.IMEI_CHANGE, at);
      rest(device, at);
    } else if (data) {
      openSession(device, at);
    } else {
      rest(device, at);
    }
  }

  private void move(Device device, int at) {
    if (unit(device.sim) < ABROAD_SHARE) {
      state.set(device.sim, Small.NETWORK, (int) (unit(device.sim) * Roaming.NETWORKS.size()));
    }
    event(device, Kind.LOCATION_UPDATE, at);
    wake(device.sim, at + soon(device.sim));
  }

  /** No usage record: the server counts what goes through its message centre. */
  private void sendText(Device device, int at) {
    send(device, at, "7001", "all is well");
  }

  /** A message of the device, which begins with its name. */
  void send(Device device, int at, String destination, String words) {
    String text = device.profile + " " + device.sim + ": " + words;
    handover.message(new TextMessage(device.eventId(), base() + at, device.sim, destination, text));
    state.count(Total.MESSAGES);
  }

  private void openSession(Device device, int at) {
    int sim = device.sim;
    double mean = Math.max(2, device.profile.sessionSeconds() / pace);
    int seconds = 2 + (int) Chance.waiting(state.draw(sim), mean);
    begin(device, at, Stage.SESSION, seconds);
    double volume = 0.5 + unit(sim);
    state.set(sim, Field.RATE_UP, (int) Math.max(1, device.profile.bytesUp() * volume / seconds));
    state.set(
        sim, Field.RATE_DOWN, (int) Math.max(1, device.profile.bytesDown() * volume / seconds));
    event(device, Kind.SESSION_START, at);
    wake(sim, Math.min(at + partialSeconds(), at + seconds));
  }

  private void begin(Device device, int at, Stage stage, int seconds) {
    int sim = device.sim;
    state.set(sim, Field.SESSIONS, state.get(sim, Field.SESSIONS) + 1);
    state.set(sim, Field.STARTED, at);
    state.set(sim, Field.CLOSED, at);
    state.set(sim, Field.ENDS, at + seconds);
    state.set(sim, Small.SEQUENCE, 0);
    stage(sim, stage);
  }

  private int partialSeconds() {
    return (int) Math.max(SHORTEST_PARTIAL, PARTIAL_SECONDS / pace);
  }

  private void goOn(Device device, int at) {
    int ends = state.get(device.sim, Field.ENDS);
    if (at < ends) {
      partial(device, at, Cause.TIME_LIMIT);
      wake(device.sim, Math.min(at + partialSeconds(), ends));
    } else {
      closeSession(device, at, Cause.NORMAL_RELEASE);
      rest(device, at);
    }
  }

  private void closeSession(Device device, int at, Cause cause) {
    partial(device, at, cause);
    event(device, Kind.SESSION_END, at);
  }

  /**
   * Writes what was carried since the last record of the session; a sequence number ties them
   * together.
   */
  private void partial(Device device, int at, Cause cause) {
    int sim = device.sim;
    int from = state.get(sim, Field.CLOSED);
    int sequence = state.get(sim, Small.SEQUENCE) + 1;
    long seconds = (long) at - from;
    write(
        device,
        UsageRecord.Type.DATA,
        from,
        at,
        seconds * state.get(sim, Field.RATE_UP),
        seconds * state.get(sim, Field.RATE_DOWN),
        sequence,
        cause);
    state.set(sim, Field.CLOSED, at);
    state.set(sim, Small.SEQUENCE, sequence & Byte.MAX_VALUE);
  }

  private void closeCall(Device device, int at, Cause cause) {
    write(device, UsageRecord.Type.VOICE, state.get(device.sim, Field.STARTED), at, 0, 0, 1, cause);
  }

  /** A record of something that takes no time. */
  private void metered(Device device, UsageRecord.Type type, int at, long bytesUp, long bytesDown) {
    state.set(device.sim, Field.SESSIONS, state.get(device.sim, Field.SESSIONS) + 1);
    write(device, type, at, at, bytesUp, bytesDown, 1, null);
  }

  private void write(
      Device device,
      UsageRecord.Type type,
      int from,
      int to,
      long bytesUp,
      long bytesDown,
      int sequence,
      @Nullable Cause cause) {
    boolean data = type == UsageRecord.Type.DATA;
    handover.record(
        new UsageRecord(
            device.recordId(sequence),
            type,
            device.sim,
            device.imei(),
            base() + from,
            base() + to,
            bytesUp,
            bytesDown,
            data ? device.profile.apn() : null,
            data ? Numbers.ip(device.sim) : null,
            device.network(),
            device.rat(),
            device.area(),
            device.cell(),
            device.chargingId(),
            sequence,
            cause));
    state.count(Total.RECORDS);
  }

  private void event(Device device, Kind kind, int at) {
    handover.event(
        new NetworkEvent(
            device.eventId(),
            kind,
            base() + at,
            device.sim,
            device.imei(),
            device.network(),
            device.rat(),
            device.area(),
            device.cell(),
            kind == Kind.SESSION_START ? Numbers.ip(device.sim) : null,
            device.profile.apn()));
    state.count(Total.EVENTS);
  }

  /** Waits until the next activity, attached or not. */
  private void rest(Device device, int at) {
    int sim = device.sim;
    boolean leaves = device.profile.leavesWhenDone() || unit(sim) < SWITCHED_OFF_SHARE;
    if (leaves) {
      event(device, Kind.DETACH, at);
    }
    stage(sim, leaves ? Stage.DETACHED : Stage.ATTACHED);
    double mean = device.profile.idleSeconds() / pace / (device.isChatty() ? CHATTY_FACTOR : 1);
    double seconds =
        device.profile.leavesWhenDone()
            ? mean * (0.95 + unit(sim) / 10)
            : Chance.waiting(state.draw(sim), mean);
    wake(sim, at + 1 + (int) seconds);
  }

  /** A few seconds, at the latest; less at a higher pace. */
  private int soon(int sim) {
    return 1 + (int) (unit(sim) * Math.min(SOON, SOON / pace));
  }

  private void wake(int sim, int at) {
    state.set(sim, Field.NEXT, at);
    wakeups.add(at, sim);
  }

  private double unit(int sim) {
    return Chance.unit(state.draw(sim));
  }

  private long base() {
    return state.total(Total.BASE);
  }

  private Stage stage(int sim) {
    return STAGES[state.get(sim, Small.STAGE)];
  }

  private void stage(int sim, Stage stage) {
    state.set(sim, Small.STAGE, stage.code);
  }
}
