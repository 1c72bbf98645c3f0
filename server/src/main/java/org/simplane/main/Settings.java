// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.simplane.StartException;

/**
 * What was given for the {@link Keys}: a flag beats the environment, which beats the file. A
 * setting that nobody knows stops the start, since it is a typing mistake more often than not.
 */
final class Settings {

  /** The environment variable that names the file, as the flag {@code --config} does. */
  static final String FILE_VARIABLE = "SIMPLANE_CONFIG";

  private static final Path USUAL_FILE = Path.of("simplane.properties");
  private static final String PREFIX = "SIMPLANE_";

  /** The simulator has more settings than we hand on to it. */
  private static final String SIMULATORS_OWN = "SIMPLANE_SIMULATOR_";

  /** What the commands and the tests read, which is none of Simplane's settings. */
  private static final List<String> NOT_OURS =
      List.of(
          FILE_VARIABLE,
          "SIMPLANE_JAVA_HOME",
          "SIMPLANE_JAVA_OPTIONS",
          "SIMPLANE_POSTGRESQL_15",
          "SIMPLANE_TEST_JDBC_URL");

  private final Map<String, Given> given;

  /**
   * @param from how the person would recognise it: {@code --http.port}, {@code SIMPLANE_HTTP_PORT},
   *     or a file's name
   */
  private record Given(String text, String from) {}

  private Settings(Map<String, Given> given) {
    this.given = given;
  }

  /**
   * @param flags by key
   * @param file in place of {@code simplane.properties}, which need not be there
   */
  static Settings read(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    Map<String, Given> given = new HashMap<>();
    Optional<Path> named =
        file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of));
    if (named.isPresent() || Files.exists(USUAL_FILE)) {
      readFile(named.orElse(USUAL_FILE), given);
    }
    readEnvironment(environment, given);
    flags.forEach((key, text) -> given.put(key, new Given(text.strip(), "--" + key)));
    return new Settings(given);
  }

  private static void readFile(Path file, Map<String, Given> given) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("The settings cannot be read from " + file, e);
    }
    Map<String, Key<?>> known = byName(Key::name);
    for (String key : properties.stringPropertyNames()) {
      if (!known.containsKey(key)) {
        throw unknown("'" + key + "' in " + file);
      }
      given.put(key, new Given(properties.getProperty(key).strip(), file.toString()));
    }
  }

  private static void readEnvironment(Map<String, String> environment, Map<String, Given> given) {
    Map<String, Key<?>> known = byName(Key::environment);
    environment.forEach((variable, text) -> {
      if (!variable.startsWith(PREFIX) || NOT_OURS.contains(variable)) {
        return;
      }
      Key<?> key = known.get(variable);
      if (key == null && variable.startsWith(SIMULATORS_OWN)) {
        return;
      }
      if (key == null) {
        throw unknown("the environment variable " + variable);
      }
      given.put(key.name(), new Given(text.strip(), variable));
    });
  }

  private static Map<String, Key<?>> byName(Function<Key<?>, String> name) {
    return Keys.ALL.stream().collect(Collectors.toMap(name, key -> key));
  }

  private static StartException unknown(String what) {
    return new StartException(
        "There is no setting for " + what + "; './run --help' lists those that there are");
  }

  <T> T get(Key<T> key) {
    Given text = given.get(key.name());
    try {
      return key.parse().apply(text == null ? key.usual() : text.text());
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "%s%s %s (from %s)"
              .formatted(
                  key.name(),
                  key.secret() || text == null ? "" : " = '" + text.text() + "'",
                  e.getMessage(),
                  text == null ? "its default" : text.from()),
          e);
    }
  }

  /** Fails unless the setting is given. */
  <T> T require(Key<Optional<T>> key, String why) {
    return get(key)
        .orElseThrow(() ->
            new StartException(
                why + " needs the setting " + key.name() + " (" + key.environment() + ")"));
  }
}
