package io.breakwater.e2e.demo;

import io.breakwater.e2e.demo.Summary.OperationSummary;
import io.breakwater.e2e.world.World;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.SampleSite;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A test failover and its cleanup, watched, timed and judged. */
final class Demo {
  private final World world;
  private final Scenario scenario;
  private final PrintWriter out;
  private final List<OperationSummary> operations = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Demo(World world, Scenario scenario, PrintWriter out) {
    this.world = world;
    this.scenario = scenario;
    this.out = out;
  }

  Summary run() throws InterruptedException {
    SampleSite.addTo(world.site());
    ProtectedContext vm = world.site().context(scenario.vm());
    world.startWorker("worker");
    out.println("Temporal web UI while it runs: " + world.temporal().uiUrl());
    EndStateCheck check = new EndStateCheck(world);
    EndStateTable table = new EndStateTable(world, out);
    CriticalPaths paths = new CriticalPaths(world);
    boolean up =
        run(OperationKind.TEST_FAILOVER, vm, paths.testFailover(vm, scenario.injection()))
            && problems.isEmpty();
    if (up) {
      problems.addAll(check.failedOver(vm));
      table.print(vm);
      run(OperationKind.CLEANUP, vm, paths.cleanup(vm));
      problems.addAll(check.ready(vm));
      table.print(vm);
    }
    world.simulator().oracle().violations().forEach(v -> problems.add("violation: " + v));
    Summary summary =
        new Summary(
            scenario.key(), operations, world.simulator().oracle().violations().size(), problems);
    tell(summary);
    return summary;
  }

  private boolean run(OperationKind kind, ProtectedContext vm, Duration criticalPath)
      throws InterruptedException {
    out.println();
    out.println(kind.title() + " of " + vm.vmName());
    ContextId context = new ContextId(vm.contextId());
    WorkflowStub workflow =
        world
            .client()
            .newUntypedWorkflowStub(
                kind.workflowType(),
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Queues.workflowId(context))
                    .setTaskQueue(Queues.MAIN)
                    .setStaticSummary(kind.title() + " of " + vm.vmName())
                    .build());
    Instant start = Instant.now();
    workflow.start(OperationRequest.of(context));
    CompletableFuture<OperationResult> end = workflow.getResultAsync(OperationResult.class);
    new Watcher(out, Boolean.getBoolean("breakwater.terminal")).follow(workflow, end);
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
    boolean ok = succeeded(kind, end);
    operations.add(
        new OperationSummary(
            kind.workflowType(), seconds, criticalPath.toMillis() / 1e3, events(workflow)));
    whereTheTimeWent(workflow, seconds, criticalPath);
    return ok;
  }

  private boolean succeeded(OperationKind kind, CompletableFuture<OperationResult> end) {
    try {
      out.println("  => " + end.join().summary());
      return true;
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      problems.add(kind.workflowType() + " failed: " + root.getMessage());
      out.println("  => failed: " + root.getMessage());
      return false;
    }
  }

  private long events(WorkflowStub workflow) {
    return world.client().fetchHistory(workflow.getExecution().getWorkflowId()).getEvents().size();
  }

  private void whereTheTimeWent(WorkflowStub workflow, double seconds, Duration criticalPath) {
    double critical = criticalPath.toMillis() / 1e3;
    out.printf(
        "  %.1f s; CloudStack's own rules allow no less than %.1f s: %.2f times that%n",
        seconds, critical, seconds / critical);
    new Timeline(out)
        .print(
            workflow.query("progress", Progress.class).steps(),
            Duration.ofMillis((long) (seconds * 1e3)));
  }

  private void tell(Summary summary) {
    out.println();
    if (summary.ok()) {
      out.println("All is where it belongs: CloudStack, daemon and database agree, 0 violations.");
    } else {
      out.println("The demo FAILED:");
      summary.problems().forEach(p -> out.println("  - " + p));
    }
  }
}
