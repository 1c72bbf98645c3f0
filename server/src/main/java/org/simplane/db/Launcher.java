// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.simplane.StartException;

/**
 * How to start PostgreSQL's programs here. PostgreSQL refuses to run as root, should not get the
 * terminal's Ctrl-C before Simplane has finished its work, and should stop when Simplane is killed.
 *
 * @param prefix the words before the program
 * @param owner whom the data must belong to; empty for a user who has no name
 */
record Launcher(List<String> prefix, String owner) {

  private static final List<String> OWN_SESSION = List.of("setsid");
  private static final List<String> STOP_WITH_PARENT = List.of("setpriv", "--pdeathsig", "INT");
  private static final List<String> NOT_ROOT = List.of("unshare", "-U");
  private static final List<String> NOBODY =
      List.of("--reuid", "nobody", "--regid", "nogroup", "--clear-groups");

  /** The first way that works on this machine. */
  static Launcher find() {
    String user = ProcessHandle.current().info().user().orElse("");
    // In a user namespace of its own everybody is nobody to PostgreSQL, yet still the owner of
    // their files: that serves root, and users without a name, whom initdb refuses too.
    Launcher renamed = of(user, Stream.of(OWN_SESSION, NOT_ROOT, STOP_WITH_PARENT));
    Launcher plain = of(user, Stream.of(OWN_SESSION, STOP_WITH_PARENT));
    List<Launcher> ways =
        switch (user) {
          case "root" ->
              List.of(renamed, of("nobody", Stream.of(OWN_SESSION, STOP_WITH_PARENT, NOBODY)));
          case "" -> List.of(renamed, plain);
          default -> List.of(plain, of(user, Stream.of()));
        };
    return ways.stream()
        .filter(way -> way.run(List.of("true")) == 0)
        .findFirst()
        .orElseThrow(() ->
            new StartException(
                "PostgreSQL does not run as root and this machine gives no other way (unshare, setpriv); start"
                    + " Simplane as an ordinary user, or set database.url"));
  }

  private static Launcher of(String owner, Stream<List<String>> parts) {
    return new Launcher(parts.flatMap(List::stream).toList(), owner);
  }

  List<String> command(List<String> program) {
    return Stream.concat(prefix.stream(), program.stream()).toList();
  }

  /** Gives the folder, with all that is in it, to the user whom PostgreSQL runs as. */
  void own(Path directory) {
    if (owner.isEmpty()) {
      return; // a user without a name, who can have no other's files
    }
    try {
      if (Files.getOwner(directory).getName().equals(owner)) {
        return;
      }
      UserPrincipal user =
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
      for (Path path : Directories.walk(directory)) {
        Files.setOwner(path, user);
      }
    } catch (IOException e) {
      throw new StartException(
          "The database in " + directory + " belongs to somebody else than " + owner, e);
    }
    if (run(List.of("test", "-x", directory.toString())) != 0) {
      throw new StartException(
          "PostgreSQL runs as "
              + owner
              + " and cannot get to "
              + directory
              + "; choose a data.directory that everybody may pass to, or start Simplane as an ordinary user");
    }
  }

  private int run(List<String> program) {
    try {
      Process process =
          new ProcessBuilder(command(program))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.onExit().join();
      return process.exitValue();
    } catch (IOException e) {
      return -1; // A program that is not there
    }
  }
}
