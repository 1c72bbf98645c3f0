// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.simplane.FailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class PatchTest {

  private static final String PRESENT =
      """
      {"status":"active","customProperty":[{"name":"a","value":"1"},{"name":"b/c","value":"2"}],
       "relatedParty":[{"role":"user","partyOrPartyRole":{"id":"5"}},{"role":"owner","partyOrPartyRole":{"id":"6"}}],
       "none":[]}
      """;

  @Test
  void aMergeReplacesArraysAsAWholeAndTakesAwayByNull() {
    assertThat(patched("application/merge-patch+json", "{'status':null,'none':[1]}"))
        .isEqualTo(json(PRESENT.replace("\"status\":\"active\",", "").replace("[]", "[1]")));
    assertThat(patched("application/json", "{'status':'suspended'}").path("status").asString())
        .isEqualTo("suspended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'op':'replace','path':'/status','value':'x'}]|/status|x",
        "[{'op':'add','path':'customProperty','value':{'name':'n','value':'v'}}]|/customProperty/2/name|n",
        "[{'op':'add','path':'/none','value':{'name':'n'}}]|/none/0/name|n",
        "[{'op':'add','path':'/none','value':[7]}]|/none/0|7",
        "[{'op':'replace','path':'/customProperty/value?name=a','value':'9'}]|/customProperty/0/value|9",
        "[{'op':'replace','path':'/customProperty/name?name=b%2Fc','value':'d'}]|/customProperty/1/name|d",
        "[{'op':'remove','path':'/customProperty?name=a'}]|/customProperty/0/name|b/c",
        "[{'op':'replace','path':'/relatedParty/partyOrPartyRole/id?relatedParty.role=user','value':'7'}]|/relatedParty/0/partyOrPartyRole/id|7",
        "[{'op':'replace','path':'/status?status=active','value':'y'}]|/status|y",
        "[{'op':'add','path':'/fresh','value':'y'}]|/fresh|y"
      })
  void aPatchQueryChoosesElementsByWhatTheyHold(String patch, String pointer, String expected) {
    assertThat(patched("application/json-patch-query+json", patch).at(pointer).asString())
        .isEqualTo(expected);
  }

  @Test
  void eachOperationSeesWhatThoseBeforeItDid() {
    JsonNode patched =
        patched(
            "application/json-patch-query+json",
            "[{'op':'add','path':'/customProperty','value':{'name':'n','value':'1'}},"
                + "{'op':'replace','path':'/customProperty/value?name=n','value':'2'},"
                + "{'op':'remove','path':'/customProperty?name=a'},"
                + "{'op':'remove','path':'/customProperty?name=b%2Fc'}]");
    assertThat(patched.path("customProperty").toString())
        .isEqualTo("[{\"name\":\"n\",\"value\":\"2\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/merge-patch+json|[]",
        "application/json-patch+json|{}",
        "application/json-patch+json|[1]",
        "application/json-patch+json|[{'op':'jump','path':'/status'}]",
        "application/json-patch+json|[{'op':'replace','path':'status','value':1}]",
        "application/json-patch+json|[{'op':'replace','path':'/nothing/here','value':1}]",
        "application/json-patch+json|[{'op':'replace','path':'/status'}]",
        "application/json-patch+json|[{'op':'move','path':'/status'}]",
        "application/json-patch+json|[{'op':'test','path':'/status','value':'x'}]",
        "application/json-patch+json|[{'op':'remove','path':''}]",
        "application/json-patch+json|[{'op':5,'path':'/status'}]",
        "application/json-patch-query+json|[{'op':'remove','path':'/customProperty?name=zzz'}]",
        "application/json-patch-query+json|[{'op':'remove','path':'/customProperty?name'}]",
        "application/json-patch-query+json|[{'op':'add','path':'/a/b','value':1}]",
        "application/json-patch-query+json|['x']"
      })
  void whatCannotBeAppliedIsRefused(String mediaType, String patch) {
    assertThatThrownBy(() -> patched(mediaType, patch)).isInstanceOf(FailureException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json-patch+json, /none/-",
    "application/json-patch-query+json, /relatedParty/x"
  })
  void copiesOfCopiesDoNotGrowWithoutEnd(String mediaType, String path) {
    String copy = "{'op':'copy','from':'','path':'" + path + "'}";
    String patch = "[" + copy + ("," + copy).repeat(999) + "]";
    assertThatThrownBy(() -> patched(mediaType, patch)).isInstanceOf(FailureException.class);
  }

  @Test
  void whatBecomesTooDeepIsRefused() {
    String deep = "[".repeat(35) + "]".repeat(35);
    assertThatThrownBy(() ->
            patched(
                "application/json-patch+json",
                "[{'op':'add','path':'/a','value':"
                    + deep
                    + "},{'op':'copy','from':'/a','path':'/a"
                    + "/0".repeat(35)
                    + "'}]"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("cannot be applied");
  }

  private static JsonNode patched(String mediaType, String patch) {
    return Patch.of(mediaType, json(patch.replace('\'', '"'))).applyTo((ObjectNode) json(PRESENT));
  }

  private static JsonNode json(String text) {
    return TmfJson.MAPPER.readTree(text);
  }
}
