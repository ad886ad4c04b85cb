package io.breakwater.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths with segments that hold anything. */
final class Paths {
  private Paths() {}

  static String of(String base, String... segments) {
    return base
        + Stream.of(segments)
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/", "/", ""));
  }
}
