// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.network.Command.Answer;
import org.simplane.simulator.network.Command.Result;
import org.simplane.simulator.network.FleetState.Field;
import org.simplane.simulator.network.FleetState.Small;
import org.simplane.simulator.network.FleetState.Total;
import org.simplane.simulator.network.FleetState.Wide;
import org.simplane.simulator.network.UsageRecord.Cause;

/**
 * The fleet: it lives up to the present second and never beyond it, and it obeys the register at
 * once. Safe for use by many threads; one lock orders life and commands, which is what makes
 * "nothing after the acknowledgement" true.
 */
public final class Fleet {

  /**
   * After a longer absence what was running is closed as lost, and the time between stays silent.
   */
  private static final int LONG_ABSENCE_SECONDS = 600;

  private final FleetState state;
  private final Clock clock;
  private final Wakeups wakeups = new Wakeups();
  private final Life life;
  private final Past past;

  Fleet(FleetState state, Clock clock, Handover handover, Past past, double pace) {
    this.state = state;
    this.clock = clock;
    this.life = new Life(state, wakeups, handover, pace);
    this.past = past;
  }

  /** Takes up life where the last process left it. */
  synchronized void resume() {
    int now = now();
    int absence = now - (int) (state.total(Total.CLOCK) - state.total(Total.BASE));
    int then = now - absence;
    if (absence > LONG_ABSENCE_SECONDS) {
      for (int sim = 0; sim < state.size(); sim++) {
        life.cut(sim, then, Cause.ABNORMAL_RELEASE);
        int next = state.get(sim, Field.NEXT);
        if (next != FleetState.NEVER) {
          state.set(sim, Field.NEXT, Math.max(next, then) + absence);
        }
      }
    }
    wakeups.clear();
    for (int sim = 0; sim < state.size(); sim++) {
      if (state.get(sim, Field.NEXT) != FleetState.NEVER) {
        wakeups.add(state.get(sim, Field.NEXT), sim);
      }
    }
    state.total(Total.CLOCK, clock.instant().getEpochSecond());
  }

  /** Lets everything happen that is due by now. */
  public synchronized void advance() {
    int now = now();
    while (!wakeups.isEmpty() && wakeups.time() <= now) {
      int time = wakeups.time();
      int sim = wakeups.take();
      if (state.get(sim, Field.NEXT) == time) {
        life.step(sim, time);
      }
    }
    state.total(Total.CLOCK, state.total(Total.BASE) + now);
  }

  /**
   * Carries out commands in their order; once this returns, records and events tell of nothing that
   * the commands forbid.
   */
  synchronized List<Obeyed> obey(List<Command> commands) {
    advance();
    int now = now();
    List<Obeyed> results = new ArrayList<>(commands.size());
    for (Command command : commands) {
      state.count(Total.COMMANDS);
      OptionalInt sim = Numbers.sim(command.card(), state.size());
      results.add(
          sim.isEmpty()
              ? new Obeyed(
                  new Answer(command.id(), Result.REFUSED, "No card '" + command.card() + "'"),
                  List.of())
              : obey(command, sim.getAsInt(), now));
    }
    return results;
  }

  /**
   * A command carried out.
   *
   * @param effects what it changed, for the ledger
   */
  record Obeyed(Answer answer, List<Effect> effects) {

    Obeyed {
      effects = List.copyOf(effects);
    }
  }

  private Obeyed obey(Command command, int sim, int now) {
    String before = register(sim);
    Answer answer = carryOut(command, sim, now);
    boolean sets = command instanceof Command.Provisioned || command instanceof Command.Barred;
    return new Obeyed(
        answer,
        sets
            ? List.of(new Effect(Numbers.iccid(sim), "register", before, register(sim)))
            : List.of());
  }

  /** Brings messages to the devices that are on the air. */
  synchronized List<ShortMessage.Answer> deliver(List<ShortMessage> messages) {
    advance();
    int now = now();
    return messages.stream().map(message -> deliver(message, now)).toList();
  }

  private ShortMessage.Answer deliver(ShortMessage message, int now) {
    OptionalInt sim = sim(message.card());
    if (sim.isEmpty()) {
      return message.answer(ShortMessage.Result.FAILED, "No card '" + message.card() + "'");
    }
    int number = sim.getAsInt();
    if (message.expires() <= state.total(Total.BASE) + now) {
      return message.answer(ShortMessage.Result.FAILED, "Came after its time");
    }
    if (!life.isAttached(number)) {
      return message.answer(ShortMessage.Result.ABSENT, "Off the air");
    }
    if ((state.get(number, Small.BARRED) & Life.SMS) != 0) {
      return message.answer(ShortMessage.Result.ABSENT, "SMS is barred");
    }
    state.count(Total.DELIVERED);
    Device device = Device.of(state, number);
    if (!device.isSilent()) {
      String to = message.from().isEmpty() ? "7001" : message.from();
      Replies.of(state.total(Total.SEED), number, message.payload())
          .ifPresent(words -> life.send(device, now, to, words));
    }
    return message.answer(ShortMessage.Result.DELIVERED, "");
  }

  private String register(int sim) {
    int barred = state.get(sim, Small.BARRED);
    return provision(sim) + (barred == 0 ? "" : " barred " + services(barred));
  }

  private Answer carryOut(Command command, int sim, int now) {
    return switch (command) {
      case Command.Provisioned provisioned -> {
        boolean newer = provisioned.version() > state.get(sim, Wide.SERVICE_VERSION);
        if (newer) {
          boolean first = provision(sim) == Provision.NONE;
          state.set(sim, Wide.SERVICE_VERSION, provisioned.version());
          state.set(sim, Small.SERVICE, provisioned.state().code());
          if (first && provisioned.state().isOnAir()) {
            past.tell(sim, state.total(Total.BASE) + now);
          }
          settle(sim, now);
        }
        yield done(command, newer);
      }
      case Command.Barred barred -> {
        boolean newer = barred.version() > state.get(sim, Wide.BARRED_VERSION);
        if (newer) {
          state.set(sim, Wide.BARRED_VERSION, barred.version());
          state.set(sim, Small.BARRED, barred.bits());
          settle(sim, now);
        }
        yield done(command, newer);
      }
      case Command.Disconnect _ -> {
        life.cut(sim, now, Cause.MANAGEMENT_INTERVENTION);
        yield done(command, true);
      }
      case Command.Page _ -> new Answer(command.id(), Result.DONE, presence(sim));
      case Command.Unreadable unreadable ->
          new Answer(command.id(), Result.REFUSED, unreadable.problem());
    };
  }

  private static Answer done(Command command, boolean newer) {
    return new Answer(command.id(), Result.DONE, newer ? "" : "a newer one came before");
  }

  /** On or off the air, as the register has it now. */
  private void settle(int sim, int now) {
    int barred = state.get(sim, Small.BARRED);
    if (!provision(sim).isOnAir() || barred == (Life.DATA | Life.SMS)) {
      life.leave(sim, now);
    } else {
      if ((barred & Life.DATA) != 0) {
        life.cutData(sim, now);
      }
      life.enter(sim, now);
    }
  }

  /** Changes volume, never the clock: what waits waits shorter or longer from now on. */
  synchronized void pace(double pace) {
    advance();
    int now = now();
    double factor = life.pace() / pace;
    life.pace(pace);
    for (int sim = 0; sim < state.size(); sim++) {
      if (life.isWaiting(sim)) {
        int next =
            now
                + 1
                + (int)
                    Math.min((state.get(sim, Field.NEXT) - now) * factor, FleetState.NEVER / 4.0);
        state.set(sim, Field.NEXT, next);
        wakeups.add(next, sim);
      }
    }
  }

  synchronized double pace() {
    return life.pace();
  }

  /**
   * Puts the card into its next or back into its first device, whatever it is doing: what runs
   * ends, and that device attaches.
   */
  synchronized void changeDevice(int sim, boolean first) {
    advance();
    life.changeDevice(sim, now(), first ? 0 : state.get(sim, Small.DEVICE) + 1);
  }

  /** Sets the register behind the server's back; what the server knows to be the version stays. */
  synchronized void put(int sim, Provision provision) {
    advance();
    state.set(sim, Small.SERVICE, provision.code());
    settle(sim, now());
  }

  synchronized void put(int sim, Set<String> barred) {
    advance();
    state.set(sim, Small.BARRED, new Command.Barred("", "", 0, barred).bits());
    settle(sim, now());
  }

  synchronized void forgetAll() {
    advance();
    int now = now();
    for (int sim = 0; sim < state.size(); sim++) {
      state.set(sim, Small.SERVICE, Provision.NONE.code());
      state.set(sim, Small.BARRED, 0);
      state.set(sim, Wide.SERVICE_VERSION, 0);
      state.set(sim, Wide.BARRED_VERSION, 0);
      settle(sim, now);
    }
  }

  /** A card as the register has it; for the register's readers and the simulator's control. */
  synchronized Subscriber subscriber(int sim) {
    List<String> services = services(state.get(sim, Small.BARRED));
    return new Subscriber(
        Numbers.iccid(sim),
        Numbers.imsi(sim),
        provision(sim),
        services,
        presence(sim),
        Device.of(state, sim).imei(),
        Device.of(state, sim).profile,
        state.get(sim, Wide.SERVICE_VERSION),
        state.get(sim, Wide.BARRED_VERSION));
  }

  private static List<String> services(int barred) {
    List<String> services = new ArrayList<>(2);
    if ((barred & Life.DATA) != 0) {
      services.add("DATA");
    }
    if ((barred & Life.SMS) != 0) {
      services.add("SMS");
    }
    return services;
  }

  /** One card of the register. */
  record Subscriber(
      String iccid,
      String imsi,
      Provision state,
      List<String> barred,
      String presence,
      String imei,
      Profile profile,
      long version,
      long barredVersion) {}

  synchronized long total(Total total) {
    return state.total(total);
  }

  synchronized void note(Total total, long more) {
    state.total(total, state.total(total) + more);
  }

  int size() {
    return state.size();
  }

  /** The card that an ICCID or IMSI names. */
  OptionalInt sim(String card) {
    return Numbers.sim(card, state.size());
  }

  private String presence(int sim) {
    if (life.isOnline(sim)) {
      return "ONLINE";
    }
    return life.isAttached(sim) ? "ATTACHED" : "OFFLINE";
  }

  private Provision provision(int sim) {
    return Provision.of(state.get(sim, Small.SERVICE));
  }

  /**
   * The present second, counted from the fleet's base; the clock set back does not make the fleet
   * live a second twice.
   */
  private int now() {
    long lived = state.total(Total.CLOCK) - state.total(Total.BASE);
    return (int) Math.max(lived, clock.instant().getEpochSecond() - state.total(Total.BASE));
  }
}
