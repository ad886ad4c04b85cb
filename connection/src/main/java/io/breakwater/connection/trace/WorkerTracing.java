package io.breakwater.connection.trace;

import io.opentelemetry.api.trace.Tracer;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;

/** Carries traces through the workflows and activities of a worker. */
final class WorkerTracing extends WorkerInterceptorBase {
  private final Tracer tracer;
  private final SpanIds ids;

  WorkerTracing(Tracer tracer, SpanIds ids) {
    this.tracer = tracer;
    this.ids = ids;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new TracedWorkflow(next, tracer, ids);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new TracedActivity(next, tracer);
  }
}
