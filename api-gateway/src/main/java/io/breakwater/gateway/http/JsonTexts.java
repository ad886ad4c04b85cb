package io.breakwater.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lists of texts. */
final class JsonTexts {
  private JsonTexts() {}

  static List<String> of(JsonNode list, Consumer<String> problem) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : list) {
      if (entry.isTextual() && !entry.textValue().isBlank()) {
        texts.add(entry.textValue());
      } else {
        problem.accept("each must be a string that is not empty");
      }
    }
    return texts;
  }

  static List<List<String>> lists(JsonNode lists, Consumer<String> problem) {
    List<List<String>> all = new ArrayList<>();
    for (JsonNode entry : lists) {
      if (entry.isArray()) {
        all.add(of(entry, problem));
      } else {
        problem.accept("each must be a list of strings");
      }
    }
    return all;
  }
}
