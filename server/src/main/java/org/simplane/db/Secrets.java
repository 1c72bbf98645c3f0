// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.simplane.StartException;

/**
 * Seals what must be read again but not by whoever reads the database: operator credentials, PUKs.
 * AES-256-GCM under the master key. Safe for use by many threads.
 */
public final class Secrets {

  private static final int KEY_BYTES = 32;
  private static final String KNOWN = "simplane";

  private final Aead aead;

  private Secrets(List<byte[]> keys) {
    this.aead = aead(keys);
  }

  /**
   * By a setting.
   *
   * @param keys 32 bytes in Base64; during a change of keys several of them with commas between,
   *     where the first seals and all open
   */
  public static Secrets of(String keys) {
    return new Secrets(
        Stream.of(keys.split(",", -1)).map(key -> parse(key.strip(), "The master key")).toList());
  }

  /** By a file that its owner alone may read; made with a new key when it is not there. */
  public static Secrets in(Path file) {
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        Files.createFile(
            half,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, Base64.getEncoder().encodeToString(key) + "\n");
        Files.move(half, file);
      }
      return new Secrets(
          Stream.of(Files.readString(file).strip().split(",", -1))
              .map(key -> parse(key.strip(), "The master key in " + file))
              .toList());
    } catch (IOException e) {
      throw new StartException("The master key cannot be read from " + file, e);
    }
  }

  /** With a key that is gone with the process. */
  public static Secrets random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Secrets(List.of(key));
  }

  /**
   * @param context where it belongs, such as table, row and column; what is sealed opens there
   *     alone
   */
  public byte[] seal(byte[] plain, String context) {
    try {
      return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot seal " + context, e);
    }
  }

  /**
   * Throws {@link IllegalStateException} when it was sealed with another key, elsewhere, or changed
   * since.
   */
  public byte[] open(byte[] sealed, String context) {
    try {
      return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Cannot open " + context + ": wrong master key, or changed", e);
    }
  }

  /**
   * Fails when what is in the database was sealed with another key: better now than when an
   * operator is called.
   */
  public void check(Database database) {
    byte[] known = KNOWN.getBytes(StandardCharsets.UTF_8);
    byte[] stored =
        database.inTransaction(
            transaction -> InstanceStore.keyCheck(transaction, () -> seal(known, KNOWN)));
    try {
      open(stored, KNOWN);
    } catch (IllegalStateException e) {
      throw new StartException(
          "The master key is not the one that this database was sealed with; give the right one as master-key",
          e);
    }
  }

  private static byte[] parse(String key, String name) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      throw new StartException(name + " is not Base64", e);
    }
    if (bytes.length != KEY_BYTES) {
      throw new StartException(
          "%s has %d bytes instead of %d; 'openssl rand -base64 32' makes one"
              .formatted(name, bytes.length, KEY_BYTES));
    }
    return bytes;
  }

  @AccessesPartialKey
  private static Aead aead(List<byte[]> keys) {
    try {
      AeadConfig.register();
      AesGcmParameters parameters =
          AesGcmParameters.builder()
              .setKeySizeBytes(KEY_BYTES)
              .setIvSizeBytes(12)
              .setTagSizeBytes(16)
              .setVariant(AesGcmParameters.Variant.TINK)
              .build();
      KeysetHandle.Builder builder = KeysetHandle.newBuilder();
      for (int i = 0; i < keys.size(); i++) {
        int id = id(keys.get(i));
        KeysetHandle.Builder.Entry entry =
            KeysetHandle.importKey(
                    AesGcmKey.builder()
                        .setParameters(parameters)
                        .setKeyBytes(
                            SecretBytes.copyFrom(keys.get(i), InsecureSecretKeyAccess.get()))
                        .setIdRequirement(id)
                        .build())
                .withFixedId(id);
        builder.addEntry(i == 0 ? entry.makePrimary() : entry);
      }
      return builder.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new StartException("The master key cannot be used: " + e.getMessage(), e);
    }
  }

  /** Tells the keys apart in what they sealed, without telling anything of the key. */
  private static int id(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      int id = 0;
      for (int i = 0; i < 4; i++) {
        id = id << 8 | (hash[i] & 0xff);
      }
      return id;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
