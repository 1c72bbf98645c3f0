// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.network;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/** Reads so much and no more, also from a body whose length nobody told. */
final class BoundedInput extends FilterInputStream {

  /** There was more. */
  static final class TooLargeException extends IOException {
    @Serial private static final long serialVersionUID = 1L;
  }

  private long left;

  BoundedInput(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count(read);
    return read;
  }

  private void count(int read) throws TooLargeException {
    left -= Math.max(0, read);
    if (left < 0) {
      throw new TooLargeException();
    }
  }
}
