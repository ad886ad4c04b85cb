package io.breakwater.activities.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.time.Instant;

/** The span of a call that an activity made; calls that several share belong to no trace. */
final class CallSpan {
  private CallSpan() {}

  static void add(String system, String operation, String result, Duration took) {
    if (!Span.current().getSpanContext().isValid()) {
      return;
    }
    Instant end = Instant.now();
    Span span =
        GlobalOpenTelemetry.getTracer("io.breakwater")
            .spanBuilder(system + " " + operation)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("breakwater.system", system)
            .setAttribute("breakwater.command", operation)
            .setAttribute("breakwater.result", result)
            .setStartTimestamp(end.minus(took))
            .startSpan();
    if (!result.equals("ok")) {
      span.setStatus(StatusCode.ERROR, result);
    }
    span.end(end);
  }
}
