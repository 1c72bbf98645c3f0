// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvReaderTest {

  @Test
  void splitsAtCommas() throws IOException {
    assertThat(read("a,b,c\n1,,3\n,\n")).containsExactly("[a|b|c]", "[1||3]", "[|]");
  }

  @Test
  void takesQuotedFieldsWithCommasAndDoubledQuotes() throws IOException {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\",\"\"\n")).containsExactly("[a,b|say \"hi\"|]");
  }

  @Test
  void keepsTheLineAsItCameThoughQuotesAreUnescaped() throws IOException {
    CsvReader csv = reader("\"a\"\"b\",\"c\"\"d\"\n".getBytes(UTF_8));
    csv.next();
    assertThat(new String(csv.raw(), UTF_8)).isEqualTo("\"a\"\"b\",\"c\"\"d\"");
  }

  @Test
  void aStrayQuoteCostsItsLineAlone() throws IOException {
    assertThat(read("a,\"b\nc,d\n\"x\"y,z\ne,f\n"))
        .containsExactly("QUOTE", "[c|d]", "QUOTE", "[e|f]");
  }

  @Test
  void aQuoteInsideAFieldIsItself() throws IOException {
    assertThat(read("5\" pipe,b\n")).containsExactly("[5\" pipe|b]");
  }

  @Test
  void takesCarriageReturnsByteOrderMarksBlankLinesAndAMissingLastLineEnd() throws IOException {
    assertThat(read("\uFEFFa,b\r\n\r\n\n1,2")).containsExactly("[a|b]", "[1|2]");
  }

  @Test
  void countsEveryLine() throws IOException {
    CsvReader csv = reader("a\n\n\nb\n".getBytes(UTF_8));
    csv.next();
    csv.next();
    assertThat(csv.line()).isEqualTo(4);
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    assertThat(read(new byte[] {'a', 0, '\n', (byte) 0xff, (byte) 0xfe, '\n', 'b', '\n'}))
        .containsExactly("ENCODING", "ENCODING", "[b]");
  }

  @Test
  void takesTextOfAllLanguages() throws IOException {
    assertThat(read("Zähler,カウンター\n")).containsExactly("[Zähler|カウンター]");
  }

  @Test
  void aLineOfTenMegabytesIsRefusedAndTheNextIsRead() throws IOException {
    byte[] content = ("x".repeat(10 << 20) + "\nb,c\n").getBytes(ISO_8859_1);
    CsvReader csv = reader(content);
    csv.next();
    assertThat(csv.fault()).isEqualTo(CsvReader.Fault.TOO_LONG);
    assertThat(csv.raw()).hasSize(4_000);
    csv.next();
    assertThat(csv.line()).isEqualTo(2);
    assertThat(csv.text(1)).isEqualTo("c");
  }

  @Test
  void aLineOfTenMegabytesAtTheEndEndsTheFile() throws IOException {
    assertThat(read("a\n" + "x".repeat(10 << 20))).containsExactly("[a]", "TOO_LONG");
  }

  @Test
  void refusesAThousandFields() throws IOException {
    assertThat(read("x,".repeat(1_000) + "\nb\n")).containsExactly("TOO_MANY_FIELDS", "[b]");
  }

  @Test
  void readsLinesAcrossTheBordersOfItsBuffer() throws IOException {
    StringBuilder content = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      content.append(i).append(",\"").append("y".repeat(i % 50)).append("\"\n");
      expected.add("[" + i + "|" + "y".repeat(i % 50) + "]");
    }
    assertThat(read(content.toString())).isEqualTo(expected);
  }

  private static List<String> read(String content) throws IOException {
    return read(content.getBytes(UTF_8));
  }

  private static List<String> read(byte[] content) throws IOException {
    CsvReader csv = reader(content);
    List<String> lines = new ArrayList<>();
    while (csv.next()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < csv.fields(); i++) {
        fields.add(csv.text(i));
      }
      lines.add(
          csv.fault() == CsvReader.Fault.NONE
              ? "[" + String.join("|", fields) + "]"
              : csv.fault().name());
    }
    return lines;
  }

  /** Gives the bytes in small uneven portions, as a network does. */
  private static CsvReader reader(byte[] content) {
    return new CsvReader(
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(content);

          @Override
          public int read() throws IOException {
            return in.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, Math.min(length, 7_001));
          }
        });
  }
}
