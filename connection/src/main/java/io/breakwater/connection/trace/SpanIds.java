package io.breakwater.connection.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/**
 * Random ids, but for the span of a workflow: its steps name it as their parent long before it ends
 * and is sent, perhaps by another process.
 */
final class SpanIds implements IdGenerator {
  private static final ThreadLocal<SpanContext> GIVEN = new ThreadLocal<>();

  private final IdGenerator random = IdGenerator.random();

  /** What makes a span meanwhile makes it with these ids. */
  <T> T using(SpanContext ids, Supplier<T> making) {
    GIVEN.set(ids);
    try {
      return making.get();
    } finally {
      GIVEN.remove();
    }
  }

  @Override
  public String generateSpanId() {
    SpanContext ids = GIVEN.get();
    return ids == null ? random.generateSpanId() : ids.getSpanId();
  }

  @Override
  public String generateTraceId() {
    SpanContext ids = GIVEN.get();
    return ids == null ? random.generateTraceId() : ids.getTraceId();
  }
}
