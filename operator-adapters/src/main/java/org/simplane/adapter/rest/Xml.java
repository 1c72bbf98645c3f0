// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a document that somebody else wrote: local names, no attributes, no document types
 * and no entities but the five of XML itself.
 */
public final class Xml {

  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<Xml> children = new ArrayList<>();

  private Xml(String name) {
    this.name = name;
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it is none, or has a document type
   */
  public static Xml read(String document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Deque<Xml> open = new ArrayDeque<>();
    open.push(new Xml(""));
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            Xml element = new Xml(reader.getLocalName());
            open.element().children.add(element);
            open.push(element);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              open.element().text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> open.pop();
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new IllegalArgumentException("Document types are not read");
          default -> {}
        }
      }
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("Not an XML document", e);
    }
    return open.element().children.getFirst();
  }

  /** For use between tags. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  public String name() {
    return name;
  }

  /** Without the blanks around it. */
  public String text() {
    return text.toString().strip();
  }

  public List<Xml> children() {
    return List.copyOf(children);
  }

  /** The first of that name below this one, however deep. */
  public Optional<Xml> find(String wanted) {
    Deque<Xml> open = new ArrayDeque<>(children);
    while (!open.isEmpty()) {
      Xml element = open.pop();
      if (element.name.equals(wanted)) {
        return Optional.of(element);
      }
      element.children.reversed().forEach(open::push);
    }
    return Optional.empty();
  }

  /** The text of the first of that name below this one; empty when there is none or it is blank. */
  public Optional<String> textOf(String wanted) {
    return find(wanted).map(Xml::text).filter(found -> !found.isEmpty());
  }
}
