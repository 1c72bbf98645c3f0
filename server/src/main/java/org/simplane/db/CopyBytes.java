// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer that rows are written to as PostgreSQL's binary COPY wants them: big-endian,
 * each field with its length before it.
 */
public final class CopyBytes {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] HEADER =
      "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private byte[] array;
  private int size;

  public CopyBytes(int capacity) {
    array = new byte[capacity];
  }

  public byte[] array() {
    return array;
  }

  public int size() {
    return size;
  }

  /** What comes before the first row. */
  public void begin() {
    put(HEADER, 0, HEADER.length);
  }

  /** What comes after the last row. */
  public void end() {
    putShort(-1);
  }

  public void clear() {
    size = 0;
  }

  public void truncate(int to) {
    size = to;
  }

  public void putShort(int value) {
    int at = grow(2);
    SHORT.set(array, at, (short) value);
  }

  public void putInt(int value) {
    int at = grow(4);
    INT.set(array, at, value);
  }

  public void putLong(long value) {
    int at = grow(8);
    LONG.set(array, at, value);
  }

  public void setLong(int at, long value) {
    LONG.set(array, at, value);
  }

  public void put(byte[] source, int from, int length) {
    int at = grow(length);
    System.arraycopy(source, from, array, at, length);
  }

  // As fields of a COPY row: a length of four bytes before the value.

  public void shortField(int value) {
    int at = grow(6);
    INT.set(array, at, 2);
    SHORT.set(array, at + 4, (short) value);
  }

  public void intField(int value) {
    int at = grow(8);
    INT.set(array, at, 4);
    INT.set(array, at + 4, value);
  }

  public void longField(long value) {
    int at = grow(12);
    INT.set(array, at, 8);
    LONG.set(array, at + 4, value);
  }

  public void bytesField(byte[] source, int from, int length) {
    putInt(length);
    put(source, from, length);
  }

  /** Of a column of text; null stands for NULL. */
  public void textField(@Nullable String value) {
    if (value == null) {
      nullField();
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      bytesField(bytes, 0, bytes.length);
    }
  }

  public void booleanField(boolean value) {
    int at = grow(5);
    INT.set(array, at, 1);
    array[at + 4] = (byte) (value ? 1 : 0);
  }

  /** A time stamp with time zone, in microseconds as PostgreSQL counts them: since 2000. */
  public void timeField(Instant value) {
    longField(ChronoUnit.MICROS.between(EPOCH, value));
  }

  public void nullField() {
    putInt(-1);
  }

  private int grow(int by) {
    int at = size;
    size += by;
    if (size > array.length) {
      array = Arrays.copyOf(array, Math.max(size, array.length * 2));
    }
    return at;
  }
}
