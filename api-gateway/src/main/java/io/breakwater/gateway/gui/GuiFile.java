package io.breakwater.gateway.gui;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;

/** A file as it is served. Immutable. */
final class GuiFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final byte[] content;
  private final String type;
  private final String etag;

  GuiFile(String name, byte[] content) {
    this.content = content;
    this.type = TYPES.get(ending(name));
    this.etag = "\"" + UUID.nameUUIDFromBytes(content) + "\"";
  }

  static boolean isKnownType(String name) {
    return TYPES.containsKey(ending(name));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  InputStream content() {
    return new ByteArrayInputStream(content);
  }

  String type() {
    return type;
  }

  /** Changes with the content only. */
  String etag() {
    return etag;
  }
}
