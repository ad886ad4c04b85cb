package io.breakwater.connection.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.HashMap;
import java.util.Map;

/** W3C's {@code traceparent} as a header of workflows and activities. */
final class TraceHeader {
  private static final String NAME = "traceparent";

  private TraceHeader() {}

  /** The header with a trace; as it was when there is none. */
  static Header with(Header header, SpanContext span) {
    if (!span.isValid()) {
      return header;
    }
    String text =
        "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
    Map<String, Payload> values = new HashMap<>(header.getValues());
    DefaultDataConverter.STANDARD_INSTANCE
        .toPayload(text)
        .ifPresent(payload -> values.put(NAME, payload));
    return new Header(values);
  }

  /** The trace that a header names; an invalid one when it names none that can be read. */
  static SpanContext of(Header header) {
    Payload payload = header == null ? null : header.getValues().get(NAME);
    if (payload == null) {
      return SpanContext.getInvalid();
    }
    try {
      String text =
          DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
      Context read =
          W3CTraceContextPropagator.getInstance()
              .extract(Context.root(), Map.of(NAME, text), new Entries());
      return Span.fromContext(read).getSpanContext();
    } catch (DataConverterException foreign) {
      return SpanContext.getInvalid();
    }
  }

  private static final class Entries implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      return carrier.get(key);
    }
  }
}
