// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.util.HashMap;
import java.util.Map;
import org.simplane.adapter.rest.Xml;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The {@code data} of a push: XML with one level of elements, or a JSON object. */
final class JasperPushData {

  private JasperPushData() {}

  static Map<String, String> read(String data) throws OperatorException {
    Map<String, String> fields = new HashMap<>();
    if (data.isBlank()) {
      return fields;
    }
    try {
      if (data.stripLeading().startsWith("{")) {
        for (var field : JasperClient.JSON.readTree(data).properties()) {
          JsonNode value = field.getValue();
          if (value.isValueNode() && !value.isNull()) {
            fields.put(field.getKey(), value.asString(""));
          }
        }
      } else {
        readXml(Xml.read(data), fields);
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "The data of the push is neither XML nor JSON", e);
    }
    return fields;
  }

  private static void readXml(Xml element, Map<String, String> fields) {
    for (Xml child : element.children()) {
      if (!child.text().isEmpty()) {
        fields.putIfAbsent(child.name(), child.text());
      }
    }
  }
}
