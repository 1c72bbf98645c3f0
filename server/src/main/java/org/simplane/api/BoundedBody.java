// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body that is refused, while it is read, when it is longer than is ever needed. */
public final class BoundedBody extends InputStream {

  private final InputStream in;
  private final Supplier<? extends RuntimeException> refusal;
  private long left;

  /**
   * @param most bytes
   * @param refusal thrown by the read that goes beyond
   */
  public BoundedBody(InputStream in, long most, Supplier<? extends RuntimeException> refusal) {
    this.in = in;
    this.left = most;
    this.refusal = refusal;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw refusal.get();
    }
  }
}
