package io.breakwater.connection.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The span of a workflow. Its ids follow from the run's id, so that every worker that replays the
 * workflow hands on the same; it is sent once, when the workflow ends. One that nobody traced at
 * its start begins a trace of its own. Nothing of this lies in the history but headers, which a
 * replay does not compare.
 */
final class TracedWorkflow extends WorkflowInboundCallsInterceptorBase {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private final Tracer tracer;
  private final SpanIds ids;
  private SpanContext own = SpanContext.getInvalid();

  TracedWorkflow(WorkflowInboundCallsInterceptor next, Tracer tracer, SpanIds ids) {
    super(next);
    this.tracer = tracer;
    this.ids = ids;
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new HandingOn(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    WorkflowInfo info = Workflow.getInfo();
    SpanContext parent = TraceHeader.of(input.getHeader());
    own = below(parent, info.getOriginalExecutionRunId());
    try {
      WorkflowOutput output = super.execute(input);
      ended(info, parent, null);
      return output;
    } catch (TemporalFailure failure) {
      ended(info, parent, failure);
      throw failure;
    }
  }

  private static SpanContext below(SpanContext parent, String run) {
    String digits = digits(run);
    return SpanContext.create(
        parent.isValid() ? parent.getTraceId() : digits.substring(0, TRACE_DIGITS),
        digits.substring(TRACE_DIGITS, TRACE_DIGITS + SPAN_DIGITS),
        parent.isValid() ? parent.getTraceFlags() : TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private static String digits(String run) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(run.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ended(WorkflowInfo info, SpanContext parent, TemporalFailure failure) {
    if (WorkflowUnsafe.isReplaying()) {
      return;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(info.getWorkflowType())
            .setParent(Context.root().with(Span.wrap(parent)))
            .setAttribute(Names.WORKFLOW, info.getWorkflowId())
            .setAttribute(Names.RUN, info.getRunId())
            .setStartTimestamp(Instant.ofEpochMilli(info.getRunStartedTimestampMillis()));
    Span span = ids.using(own, builder::startSpan);
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    span.end(Instant.ofEpochMilli(Workflow.currentTimeMillis()));
  }

  private final class HandingOn extends WorkflowOutboundCallsInterceptorBase {
    HandingOn(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    private Header traced(Header header) {
      return TraceHeader.with(header, own);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              traced(input.getHeader())));
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      return super.executeChildWorkflow(
          new ChildWorkflowInput<>(
              input.getWorkflowId(),
              input.getWorkflowType(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              traced(input.getHeader())));
    }
  }
}
