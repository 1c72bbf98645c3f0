// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.simplane.access.Credentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The credentials of the demo, for scripts and for the simulator, readable by the owner alone:
 * {@code {"url": ..., "clients": {"easyconnect": {"username": ..., "password": ...}, ...}, "users":
 * {...}, "pushes": {"nce": <where that operator pushes to>}}}. Clients of dialects with signed
 * tokens have {@code tenant} and {@code tokenUrl} beside these.
 */
final class DemoFile {

  /** Where clients of dialects with signed tokens get these; the realm may be called anything. */
  private static final String TOKENS = "/auth/realms/simplane/protocol/openid-connect/token";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;

  DemoFile(Path path) {
    this.path = path;
  }

  /**
   * By group and name; empty when the file is not there or cannot be read, which makes new secrets.
   */
  Map<String, Credentials> read(String group) {
    Map<String, Credentials> known = new LinkedHashMap<>();
    if (Files.isReadable(path)) {
      try {
        for (Map.Entry<String, JsonNode> entry :
            JSON.readTree(Files.readString(path)).path(group).properties()) {
          String name = entry.getValue().path("username").asString("");
          String secret = entry.getValue().path("password").asString("");
          if (!name.isEmpty() && !secret.isEmpty()) {
            known.put(entry.getKey(), new Credentials(name, secret));
          }
        }
      } catch (IOException | JacksonException e) {
        return Map.of();
      }
    }
    return known;
  }

  /** Without clients of dialects whose paths name a tenant. */
  void write(
      URI url,
      Map<String, Credentials> clients,
      Map<String, Credentials> users,
      Map<String, String> pushes) {
    write(url, "", clients, users, pushes);
  }

  /**
   * Replaces the file in one step, so that nobody reads half of it.
   *
   * @param tenant that the clients belong to
   */
  void write(
      URI url,
      String tenant,
      Map<String, Credentials> clients,
      Map<String, Credentials> users,
      Map<String, String> pushes) {
    ObjectNode json = JSON.createObjectNode();
    json.put("url", url.toString());
    ObjectNode ofClients = json.putObject("clients");
    write(ofClients, clients);
    for (String dialect : Dialects.SIGNED.keySet()) {
      if (ofClients.get(dialect) instanceof ObjectNode client) {
        client.put("tenant", tenant).put("tokenUrl", url + TOKENS);
      }
    }
    write(json.putObject("users"), users);
    ObjectNode addresses = json.putObject("pushes");
    pushes.forEach(addresses::put);
    try {
      Path whole = path.resolveSibling(path.getFileName() + ".part");
      Files.deleteIfExists(whole);
      Files.createFile(whole, ownersOnly());
      Files.writeString(whole, json.toPrettyString() + "\n");
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  private static void write(ObjectNode group, Map<String, Credentials> all) {
    all.forEach((name, credentials) ->
        group
            .putObject(name)
            .put("username", credentials.name())
            .put("password", credentials.secret()));
  }

  private static FileAttribute<?>[] ownersOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
  }
}
