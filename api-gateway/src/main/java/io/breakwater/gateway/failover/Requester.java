package io.breakwater.gateway.failover;

import io.breakwater.gateway.security.Caller;
import io.breakwater.gateway.security.Callers;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextStatus;
import io.javalin.http.Context;
import java.util.stream.Stream;

/** Who asked, and whether they may. */
final class Requester {
  private Requester() {}

  static String of(Context ctx) {
    return Callers.of(ctx).name();
  }

  /** Lets pass who may start this. */
  static void requireMay(Context ctx, OperationKind kind, Candidate vm, OperationRequest request) {
    boolean live = vm.status() == ContextStatus.failed_over_live;
    Permissions.require(Callers.of(ctx), Permissions.roleFor(kind, live, request), kind.title());
  }

  /** Lets pass who may cancel and decide a workflow of this type. */
  static void requireMaySteer(Context ctx, String workflowType) {
    Stream.of(OperationKind.values())
        .filter(kind -> kind.workflowType().equals(workflowType))
        .forEach(
            kind ->
                Permissions.require(
                    Callers.of(ctx), Permissions.roleFor(kind, false), kind.title()));
  }

  /** Whoever is named in a request, as the one who sent it says. */
  static String naming(Context ctx, String by) {
    Caller caller = Callers.of(ctx);
    return by == null || by.equals(caller.name()) ? caller.name() : by + " (" + caller.name() + ")";
  }
}
