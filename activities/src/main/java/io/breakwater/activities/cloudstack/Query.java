package io.breakwater.activities.cloudstack;

import java.util.Map;
import java.util.TreeMap;
import org.jclouds.http.options.BaseHttpRequestOptions;

/** The parameters of one call; jclouds adds command, keys and signature. */
final class Query extends BaseHttpRequestOptions {
  private final Map<String, String> shown = new TreeMap<>();

  static Query none() {
    return new Query();
  }

  static Query of(String name, Object value) {
    return new Query().with(name, value);
  }

  /** Adds a parameter; null leaves it out. */
  Query with(String name, Object value) {
    if (value != null) {
      queryParameters.put(name, value.toString());
      shown.put(name, value.toString());
    }
    return this;
  }

  /** The same query for a further page. */
  Query page(int number, int size) {
    Query next = new Query();
    shown.forEach(next::with);
    return next.with("page", number).with("pagesize", size);
  }

  /** For error texts. */
  @Override
  public String toString() {
    return shown.toString();
  }
}
