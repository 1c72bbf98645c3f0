// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.simplane.FailureException;
import org.simplane.api.tmf.rest.Filter.AnyOf;
import org.simplane.api.tmf.rest.Filter.Compare;
import org.simplane.api.tmf.rest.Filter.Comparison;
import org.simplane.api.tmf.rest.Filter.Element;
import tools.jackson.databind.JsonNode;

final class ListQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "status=active status EQ active",
        "status.eq=active status EQ active",
        "startDate.gt=2020 startDate GT 2020",
        "startDate.gte=2020 startDate GTE 2020",
        "startDate.lt=2020 startDate LT 2020",
        "startDate.lte=2020 startDate LTE 2020",
        "name.regex=a.* name REGEX a.*",
        "startDate%3E2020 startDate GT 2020",
        "startDate>2020 startDate GT 2020",
        "startDate%3E=2020 startDate GTE 2020",
        "startDate%3e%3d2020 startDate GTE 2020",
        "startDate%3C2020 startDate LT 2020",
        "startDate%3C=2020 startDate LTE 2020",
        "name*=a,b name REGEX a,b",
        "name%2A%3Da name REGEX a",
        "relatedParty.id=5 relatedParty.id EQ 5",
        "name=a%2Cb name EQ a,b",
        "name=a%3Bb name EQ a;b",
        "name=a=b name EQ a=b",
        "name= name EQ ''"
      })
  void readsAConditionInEachOfItsForms(
      String query, String path, Comparison comparison, String value) {
    assertThat(ListQuery.of(query).filter().all())
        .containsExactly(new AnyOf(List.of(new Compare(path, comparison, List.of(value)))));
  }

  @Test
  void aCommaPartsValuesASemicolonConditionsAndAnAmpersandWhatMustAllHold() {
    assertThat(ListQuery.of("status=active,suspended&name=a;name=b").filter().all())
        .containsExactly(
            new AnyOf(
                List.of(new Compare("status", Comparison.EQ, List.of("active", "suspended")))),
            new AnyOf(
                List.of(
                    new Compare("name", Comparison.EQ, List.of("a")),
                    new Compare("name", Comparison.EQ, List.of("b")))));
  }

  @Test
  void aJsonPathHoldsConditionsOfOneElementTogether() {
    Element element =
        new Element(
            "productCharacteristic",
            List.of(
                new Compare("name", Comparison.EQ, List.of("apn")),
                new Compare("value", Comparison.EQ, List.of("it's"))));
    String inner = "productCharacteristic[?(@.name=='apn' && @.value=='it\\'s')]";
    AnyOf status = new AnyOf(List.of(new Compare("status", Comparison.EQ, List.of("active"))));
    assertThat(filter("$[?(@." + inner + ")]").all()).containsExactly(new AnyOf(List.of(element)));
    assertThat(filter(inner).all()).containsExactly(new AnyOf(List.of(element)));
    assertThat(filter("$.[?( @." + inner + " && @.status == \"active\" )]").all())
        .containsExactly(new AnyOf(List.of(element)), status);
  }

  @Test
  void aJsonPathHasAlternatives() {
    assertThat(filter("$[?((@.status=='a' || @.status=='b') && @.size>=300)]").all())
        .containsExactly(
            new AnyOf(
                List.of(
                    new Compare("status", Comparison.EQ, List.of("a")),
                    new Compare("status", Comparison.EQ, List.of("b")))),
            new AnyOf(List.of(new Compare("size", Comparison.GTE, List.of("300")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "$[?(",
        "$[?(@.a)]",
        "$[?(@.a=='b)]",
        "$[?(@.a=='b')] x",
        "x",
        "x[?(@.a=='b'",
        "",
        "$..a",
        "$[?(@.a=~/b/)]",
        "x[?(@.a=='b' || @.c=='d')]",
        "x[?(@.y[?(@.z=='1')])]"
      })
  void aJsonPathThatIsNotUnderstoodIsRefusedWithThePlace(String path) {
    assertThatThrownBy(() -> filter(path))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("filter");
  }

  @Test
  void aJsonPathIsNotNestedWithoutEnd() {
    assertThatThrownBy(() -> filter("$[?(" + "(".repeat(3900)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("too deeply");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"offset=-1", "limit=0", "limit=x", "a=%zz", "=1", "sort=name", "justaname"})
  void whatMakesNoSenseIsRefused(String query) {
    assertThatThrownBy(() -> ListQuery.of(query)).isInstanceOf(FailureException.class);
  }

  @Test
  void selectsAttributesAndPages() {
    ListQuery query = ListQuery.of("fields=name,status&offset=20&limit=5000&");
    assertThat(query.fields())
        .hasValueSatisfying(
            fields -> assertThat(fields).containsExactlyInAnyOrder("name", "status"));
    assertThat(query.offset()).isEqualTo(20);
    assertThat(query.limit()).isEqualTo(ListQuery.LARGEST_LIMIT);
    assertThat(ListQuery.of("fields=none").fields())
        .hasValueSatisfying(fields -> assertThat(fields).isEmpty());
    assertThat(ListQuery.of(null).fields()).isEmpty();
  }

  @Test
  void aPathIntoAnArrayMatchesAnyElementAndAnElementAllOfItTogether() {
    JsonNode resource =
        TmfJson.MAPPER.readTree(
            """
            {"status":"active","n":20,"list":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}
            """);
    assertThat(ListQuery.of("list.name=a&list.value=2").filter().matches(resource)).isTrue();
    assertThat(filter("list[?(@.name=='a' && @.value=='2')]").matches(resource)).isFalse();
    assertThat(filter("list[?(@.name=='b' && @.value=='2')]").matches(resource)).isTrue();
    assertThat(ListQuery.of("n.gt=9&n.lte=20").filter().matches(resource)).isTrue();
    assertThat(ListQuery.of("status=x;n=20").filter().matches(resource)).isTrue();
    assertThat(ListQuery.of("missing=1").filter().matches(resource)).isFalse();
  }

  private static Filter filter(String path) {
    return JsonPathReader.read(path);
  }
}
