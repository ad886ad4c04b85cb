package io.breakwater.connection.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;

/** Makes a span for each start of a workflow and hands its trace on. */
public final class ClientTracing extends WorkflowClientInterceptorBase {
  @Override
  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
      WorkflowClientCallsInterceptor next) {
    return new Calls(next);
  }

  private static final class Calls extends WorkflowClientCallsInterceptorBase {
    Calls(WorkflowClientCallsInterceptor next) {
      super(next);
    }

    @Override
    public WorkflowStartOutput start(WorkflowStartInput input) {
      Span span =
          GlobalOpenTelemetry.getTracer(Traces.SCOPE)
              .spanBuilder("start " + input.getWorkflowType())
              .setSpanKind(SpanKind.PRODUCER)
              .setAttribute(Names.WORKFLOW, input.getWorkflowId())
              .startSpan();
      try (Scope unused = span.makeCurrent()) {
        return super.start(
            new WorkflowStartInput(
                input.getWorkflowId(),
                input.getWorkflowType(),
                TraceHeader.with(input.getHeader(), span.getSpanContext()),
                input.getArguments(),
                input.getOptions()));
      } catch (RuntimeException e) {
        span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
        throw e;
      } finally {
        span.end();
      }
    }
  }
}
