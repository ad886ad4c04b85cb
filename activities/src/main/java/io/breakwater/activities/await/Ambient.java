package io.breakwater.activities.await;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.MDC;

/**
 * What goes with an attempt from thread to thread: the names in its log lines, and the span of its
 * trace. Thread-safe.
 */
final class Ambient {
  private final Context trace;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  private Ambient(Context trace, Map<String, String> names) {
    this.trace = trace;
    if (names != null) {
      names.forEach(this::put);
    }
  }

  /** That of the thread which asks. */
  static Ambient current() {
    return new Ambient(Context.current(), MDC.getCopyOfContextMap());
  }

  /** One more name, for what is run from now on. */
  void put(String name, String value) {
    if (value != null) {
      names.put(name, value);
    }
  }

  void run(Runnable what) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.setContextMap(names);
    try (Scope unused = trace.makeCurrent()) {
      what.run();
    } finally {
      if (before == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(before);
      }
    }
  }
}
