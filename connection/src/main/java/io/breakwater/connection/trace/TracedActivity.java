package io.breakwater.connection.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;

/**
 * A span for each attempt of an activity. One that completes later ends its span by itself: it is
 * the current one while the activity method runs.
 */
final class TracedActivity extends ActivityInboundCallsInterceptorBase {
  private final Tracer tracer;
  private ActivityExecutionContext context;

  TracedActivity(ActivityInboundCallsInterceptor next, Tracer tracer) {
    super(next);
    this.tracer = tracer;
  }

  @Override
  public void init(ActivityExecutionContext activity) {
    this.context = activity;
    super.init(activity);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    ActivityInfo info = context.getInfo();
    Span span =
        tracer
            .spanBuilder(info.getActivityType())
            .setParent(Context.root().with(Span.wrap(TraceHeader.of(input.getHeader()))))
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(Names.WORKFLOW, info.getWorkflowId())
            .setAttribute(Names.RUN, info.getWorkflowRunId())
            .setAttribute(Names.ATTEMPT, info.getAttempt())
            .startSpan();
    boolean later = false;
    try (Scope unused = span.makeCurrent()) {
      ActivityOutput output = super.execute(input);
      later = context.isUseLocalManualCompletion();
      return output;
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      if (!later) {
        span.end();
      }
    }
  }
}
