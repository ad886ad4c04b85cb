package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Answers {@code dry_run}: what an operation would do now, while nothing is started on the VM. */
public final class DryRuns {
  private final Inspections inspections;

  public DryRuns(Inspections inspections) {
    this.inspections = inspections;
  }

  /** Whether a request asks for one, in its body or as {@code ?dry_run=true}. */
  static boolean isAsked(Context ctx, RequestBody body) {
    return body.isSet("dry_run") || "true".equals(ctx.queryParam("dry_run"));
  }

  /** Answers 200 with the plan, or with why there would be none. */
  void answer(Context ctx, OperationKind kind, Candidate vm, OperationRequest request) {
    String word = kind.title().toLowerCase(Locale.ROOT);
    String message = "Dry run of a " + word + " of " + vm.vmName() + ": nothing was changed";
    inspect(
        ctx,
        kind,
        vm,
        request,
        planned -> ctx.json(Envelope.done(message, "", PlanShape.of(kind, vm, planned))));
  }

  /** Does this with what a worker saw and planned; answers 503 when none could. */
  void inspect(
      Context ctx,
      OperationKind kind,
      Candidate vm,
      OperationRequest request,
      Consumer<Planned> then) {
    CompletableFuture<Planned> planned = inspections.of(kind, vm, request);
    ctx.future(
        () ->
            planned.handle(
                (seen, failure) -> {
                  if (failure != null) {
                    refuse(ctx, failure);
                  } else {
                    then.accept(seen);
                  }
                  return null;
                }));
  }

  private static void refuse(Context ctx, Throwable failure) {
    Throwable cause = failure instanceof Refused ? failure : failure.getCause();
    if (!(cause instanceof Refused refused)) {
      throw new IllegalStateException("an inspection failed in an unknown way", failure);
    }
    ctx.status(refused.status()).json(refused.answer());
  }
}
