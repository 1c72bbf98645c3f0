// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorEvent.Mark;
import org.simplane.operator.OperatorEvent.NetworkEvent;
import org.simplane.operator.OperatorEvent.QuotaChanged;
import org.simplane.operator.OperatorEvent.Severity;
import org.simplane.operator.OperatorEvent.StatusChanged;
import org.simplane.operator.Plmn;
import org.simplane.operator.Service;
import org.simplane.operator.SubscriptionRef;

/**
 * What 1NCE's events mean (contract section 7.3). The stream gives an event a number of its type;
 * the list gives its sentence alone, which the stream has too.
 */
final class EventWords {

  private static final int UNKNOWN = -1;

  /** The sentences by their beginnings, in capitals. */
  private static final Map<String, Integer> SENTENCES =
      Map.ofEntries(
          Map.entry("NEW LOCATION RECEIVED FROM VLR", 1),
          Map.entry("UPDATE LOCATION", 1),
          Map.entry("NEW LOCATION RECEIVED FROM SGSN", 2),
          Map.entry("UPDATE GPRS LOCATION", 2),
          Map.entry("NEW PDP CONTEXT", 3),
          Map.entry("CREATE PDP CONTEXT", 3),
          Map.entry("UPDATE PDP CONTEXT", 4),
          Map.entry("PDP CONTEXT DELETED", 5),
          Map.entry("DELETE PDP CONTEXT", 5),
          Map.entry("USER AUTHENTICATION FAILED", 6),
          Map.entry("STATUS OF SIM CHANGED", 8),
          Map.entry("VLR LOCATION INFORMATION HAS BEEN PURGED", 15),
          Map.entry("PURGE LOCATION", 15),
          Map.entry("SGSN LOCATION INFORMATION HAS BEEN PURGED", 16),
          Map.entry("PURGE GPRS LOCATION", 16),
          Map.entry("ENDPOINT QUOTA THRESHOLD", 18),
          Map.entry("QUOTA VOLUME IS COMPLETELY USED UP", 19),
          Map.entry("SMS QUOTA THRESHOLD", 20),
          Map.entry("SMS QUOTA VOLUME IS COMPLETELY USED UP", 21),
          Map.entry("DATA QUOTA GOT ASSIGNED", 56),
          Map.entry("SMS QUOTA GOT ASSIGNED", 58));

  private static final Pattern CHANGED = Pattern.compile(".*from '([^']*)' to '([^']*)'.*");

  private EventWords() {}

  /**
   * One event, however it was told.
   *
   * @param type the stream's number
   * @param word the stream's words for it; in the list the sentence
   */
  record Told(
      Optional<Integer> type,
      String word,
      String sentence,
      Optional<SubscriptionRef> sim,
      Instant at,
      Severity severity,
      boolean alert,
      Optional<Imsi> imsi,
      Optional<Imei> imei,
      Optional<Plmn> network,
      Optional<String> rat,
      String detail) {}

  static OperatorEvent event(Told told) {
    // The list has milliseconds, the stream seconds: the same event is to have the same key.
    Instant at = told.at().truncatedTo(ChronoUnit.SECONDS);
    String owner = told.sim().map(SubscriptionRef::operatorKey).orElse("");
    String key = digest(owner + " " + at + " " + told.sentence());
    int type = told.type().orElseGet(() -> type(told.sentence()));
    Optional<SubscriptionRef> sim = told.sim();
    if (sim.isPresent()) {
      switch (type) {
        case 8, 9, 10 -> {
          Matcher words = CHANGED.matcher(told.sentence());
          String word = words.matches() ? words.group(2) : told.word();
          return new StatusChanged(key, sim.get(), at, NceStates.of(word), word);
        }
        case 18 -> {
          return new QuotaChanged(key, sim.get(), at, Service.DATA, Mark.THRESHOLD);
        }
        case 19 -> {
          return new QuotaChanged(key, sim.get(), at, Service.DATA, Mark.EXHAUSTED);
        }
        case 20 -> {
          return new QuotaChanged(key, sim.get(), at, Service.SMS, Mark.THRESHOLD);
        }
        case 21 -> {
          return new QuotaChanged(key, sim.get(), at, Service.SMS, Mark.EXHAUSTED);
        }
        case 56 -> {
          return new QuotaChanged(key, sim.get(), at, Service.DATA, Mark.RENEWED);
        }
        case 58 -> {
          return new QuotaChanged(key, sim.get(), at, Service.SMS, Mark.RENEWED);
        }
        case 60 -> {
          return new QuotaChanged(key, sim.get(), at, Service.DATA, Mark.EXPIRED);
        }
        default -> {}
      }
    }
    return new NetworkEvent(
        key,
        sim,
        at,
        kind(type, told.word()),
        told.severity(),
        told.alert(),
        told.sentence(),
        told.imsi(),
        told.imei(),
        told.network(),
        told.rat(),
        told.detail());
  }

  /** The visited radio network by the number of the stream. */
  static Optional<String> radio(int ratType) {
    return switch (ratType) {
      case 1 -> Optional.of("UTRAN");
      case 2 -> Optional.of("GERAN");
      case 5 -> Optional.of("HSPA");
      case 6 -> Optional.of("EUTRAN");
      case 8 -> Optional.of("NB-IOT");
      case 9 -> Optional.of("LTE-M");
      default -> Optional.empty();
    };
  }

  /** Tells events apart that have no number of their own. */
  static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static int type(String sentence) {
    String capitals = sentence.toUpperCase(Locale.ROOT);
    return SENTENCES.entrySet().stream()
        .filter(entry -> capitals.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** A location that is told for the first time and one that changed look the same here. */
  private static String kind(int type, String word) {
    return switch (type) {
      case 1, 2 -> "ATTACH";
      case 3 -> "SESSION_START";
      case 4 -> "SESSION_UPDATE";
      case 5 -> "SESSION_END";
      case 6, 7 -> "AUTHENTICATION_FAILURE";
      case 11, 12 -> "BLOCKED";
      case 15, 16 -> "DETACH";
      case 50 -> "RELEASED";
      case 51 -> "ASSIGNED";
      default -> {
        String capitals =
            word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]+", "_").replaceAll("^_+|_+$", "");
        yield capitals.isEmpty()
            ? "GENERIC"
            : capitals.substring(0, Math.min(40, capitals.length()));
      }
    };
  }
}
