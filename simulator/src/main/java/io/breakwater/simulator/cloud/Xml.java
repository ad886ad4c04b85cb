package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The XML that CloudStack 4.22 answers unless the request says {@code response=json}. */
final class Xml {

  private Xml() {}

  /** An answer, given as the JSON object with its one {@code …response}. */
  static String of(JsonNode answer) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    Map.Entry<String, JsonNode> response = answer.properties().iterator().next();
    xml.append('<').append(response.getKey()).append(" cloud-stack-version=\"4.22.0.0\">");
    children(response.getValue(), xml);
    xml.append("</").append(response.getKey()).append('>');
    return xml.toString();
  }

  private static void children(JsonNode object, StringBuilder xml) {
    for (Map.Entry<String, JsonNode> child : object.properties()) {
      if (child.getValue().isArray()) {
        child.getValue().forEach(each -> element(child.getKey(), each, xml));
      } else {
        element(child.getKey(), child.getValue(), xml);
      }
    }
  }

  private static void element(String name, JsonNode value, StringBuilder xml) {
    xml.append('<').append(name).append('>');
    if (value.isObject()) {
      children(value, xml);
    } else {
      xml.append(value.asText().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
    xml.append("</").append(name).append('>');
  }
}
