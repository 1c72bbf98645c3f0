// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing buffer that numbers are written to as PostgreSQL's binary COPY wants them: big-endian.
 */
final class Bytes {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void truncate(int to) {
    size = to;
  }

  void putShort(int value) {
    int at = grow(2);
    SHORT.set(array, at, (short) value);
  }

  void putInt(int value) {
    int at = grow(4);
    INT.set(array, at, value);
  }

  void putLong(long value) {
    int at = grow(8);
    LONG.set(array, at, value);
  }

  void setLong(int at, long value) {
    LONG.set(array, at, value);
  }

  void put(byte[] source, int from, int length) {
    int at = grow(length);
    System.arraycopy(source, from, array, at, length);
  }

  // As fields of a COPY row: a length of four bytes before the value.

  void shortField(int value) {
    int at = grow(6);
    INT.set(array, at, 2);
    SHORT.set(array, at + 4, (short) value);
  }

  void intField(int value) {
    int at = grow(8);
    INT.set(array, at, 4);
    INT.set(array, at + 4, value);
  }

  void longField(long value) {
    int at = grow(12);
    INT.set(array, at, 8);
    LONG.set(array, at + 4, value);
  }

  void bytesField(byte[] source, int from, int length) {
    putInt(length);
    put(source, from, length);
  }

  void nullField() {
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
