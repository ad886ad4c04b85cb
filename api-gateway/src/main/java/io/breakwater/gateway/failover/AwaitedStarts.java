package io.breakwater.gateway.failover;

import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationRequestBuilder;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.function.Function;

/**
 * Starts the operations whose clients wait for the end, however long that takes; {@code Prefer:
 * respond-async} (RFC 7240) asks for an answer at once. No operation depends on anybody waiting.
 */
public final class AwaitedStarts {
  private final TemporalOperations operations;
  private final AwaitedEnds awaited;
  private final DryRuns dryRuns;
  private final Clock clock;

  /** Starts them through these. */
  public AwaitedStarts(TemporalOperations operations, Ends ends, DryRuns dryRuns, Clock clock) {
    this.operations = operations;
    this.awaited = new AwaitedEnds(ends);
    this.dryRuns = dryRuns;
    this.clock = clock;
  }

  /** A request of the caller with a job id of its own. */
  OperationRequestBuilder request(Context ctx, OperationKind kind, Candidate vm, String reason) {
    return OperationRequest.builder(vm.contextId())
        .externalJobId(JobIds.of(kind, vm.vmName(), clock.instant()))
        .askedBy(Requester.of(ctx), reason);
  }

  /** Starts it and answers with its end; a dry run is answered with the plan. */
  void start(
      Context ctx,
      OperationKind kind,
      Candidate vm,
      OperationRequest request,
      Function<Started, AwaitedEnds.Answers> answers) {
    if (request.dryRun()) {
      dryRuns.answer(ctx, kind, vm, request);
      return;
    }
    Requester.requireMay(ctx, kind, vm, request);
    Started started = operations.start(kind, vm, request);
    awaited.answer(ctx, started, answers.apply(started));
  }

  /** The same, except that what runs on the VM is cancelled and awaited first. */
  void takeOver(
      Context ctx,
      OperationKind kind,
      Candidate vm,
      OperationRequest request,
      Function<Started, AwaitedEnds.Answers> answers) {
    Requester.requireMay(ctx, kind, vm, request);
    Started started = operations.takeOver(kind, vm, request);
    awaited.answer(ctx, started, answers.apply(started));
  }

  /** Tells everybody who still waits that the gateway stops and the operations do not. */
  void stop() {
    awaited.stop();
  }
}
