// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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
        readXml(data, fields);
      }
    } catch (JacksonException | XMLStreamException e) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "The data of the push is neither XML nor JSON", e);
    }
    return fields;
  }

  /** Without external entities and without document types. */
  private static void readXml(String data, Map<String, String> fields) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(data));
    try {
      StringBuilder text = new StringBuilder();
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> text.setLength(0);
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            if (!text.toString().isBlank()) {
              fields.putIfAbsent(reader.getLocalName(), text.toString().strip());
            }
            text.setLength(0);
          }
          default -> {}
        }
      }
    } finally {
      reader.close();
    }
  }
}
