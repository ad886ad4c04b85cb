package io.breakwater.gateway.http;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A span for each request, from its arrival to its last byte, below the one that the caller's
 * {@code traceparent} names. It knows the route, no name and no query of a path.
 */
final class TracedRequests extends Handler.Wrapper {
  private static final String SPAN = "io.breakwater.span";
  private static final int SERVER_ERROR = 500;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Context parent =
        GlobalOpenTelemetry.getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), request.getHeaders(), new Fields());
    Span span =
        GlobalOpenTelemetry.getTracer("io.breakwater")
            .spanBuilder(request.getMethod())
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", request.getMethod())
            .startSpan();
    request.setAttribute(SPAN, span);
    Request.addCompletionListener(request, failure -> span.end());
    try (Scope unused = span.makeCurrent()) {
      return super.handle(request, response, callback);
    }
  }

  /** Names the span, once the route is known. */
  static void answered(HttpServletRequest request, String route, int status) {
    if (request.getAttribute(SPAN) instanceof Span span) {
      span.updateName(request.getMethod() + " " + route)
          .setAttribute("http.route", route)
          .setAttribute("http.response.status_code", status);
      if (status >= SERVER_ERROR) {
        span.setStatus(StatusCode.ERROR);
      }
    }
  }

  private static final class Fields implements TextMapGetter<HttpFields> {
    @Override
    public Iterable<String> keys(HttpFields fields) {
      return fields.getFieldNamesCollection();
    }

    @Override
    public String get(HttpFields fields, String key) {
      return fields == null ? null : fields.get(key);
    }
  }
}
