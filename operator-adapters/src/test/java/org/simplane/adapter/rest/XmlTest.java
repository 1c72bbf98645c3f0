// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class XmlTest {

  @Test
  void readsElementsByTheirLocalNames() {
    Xml read = Xml.read("<a:x xmlns:a='urn:a'><y> 1 </y><a:z><![CDATA[<2>]]></a:z></a:x>");
    assertThat(read.name()).isEqualTo("x");
    assertThat(read.textOf("y")).contains("1");
    assertThat(read.textOf("z")).contains("<2>");
    assertThat(read.textOf("none")).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    String odd = "a<b>&c";
    assertThat(Xml.read("<x><y>" + Xml.escaped(odd) + "</y></x>").textOf("y")).contains(odd);
  }

  @Test
  void readsNoFileThatADocumentNames(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    String document =
        "<!DOCTYPE x [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]><x><y>&s;</y></x>";
    assertThatThrownBy(() -> Xml.read(document)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsNoDocumentTypeAtAll() {
    assertThatThrownBy(() -> Xml.read("<!DOCTYPE x [<!ENTITY a \"b\">]><x><y>1</y></x>"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatIsNoDocument() {
    for (String text : new String[] {"", "half", "<x>", "{\"x\":1}"}) {
      assertThatThrownBy(() -> Xml.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The JDK's own limit: nobody gets at the stack with a hundred thousand levels. */
  @Test
  void refusesWhatIsDeeperThanAnyAnswer() {
    String document = "<x>".repeat(100_000) + "</x>".repeat(100_000);
    assertThatThrownBy(() -> Xml.read(document)).isInstanceOf(IllegalArgumentException.class);
  }
}
