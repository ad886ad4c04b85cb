package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list: at most 500 rows; an empty list has no count, a page past the end only that.
 */
final class Page {

  static final int LIMIT = 500;

  private Page() {}

  static <T> ObjectNode of(
      ApiRequest request, String key, List<T> all, Function<T, JsonNode> render) {
    Long size = request.number("pagesize");
    Long page = request.number("page");
    if (page != null && size == null) {
      throw ApiException.malformed("\"pagesize\" parameter is required when \"page\" is specified");
    }
    if (size != null && size > LIMIT) {
      throw ApiException.invalid("Page size can't exceed max allowed page size value: " + LIMIT);
    }
    ObjectNode node = Json.object();
    if (all.isEmpty()) {
      return node;
    }
    long rows = size == null || size <= 0 ? LIMIT : size;
    long from = page == null ? 0 : Math.max(0, page - 1) * rows;
    node.put("count", all.size());
    List<T> shown = all.stream().skip(from).limit(rows).toList();
    if (!shown.isEmpty()) {
      ArrayNode array = node.putArray(key);
      shown.forEach(each -> array.add(render.apply(each)));
    }
    return node;
  }
}
