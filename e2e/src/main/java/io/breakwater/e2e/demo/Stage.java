package io.breakwater.e2e.demo;

import io.breakwater.e2e.demo.Summary.OperationSummary;
import io.breakwater.e2e.world.CriticalPaths;
import io.breakwater.e2e.world.World;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Where a story plays: it runs operations, shows them, and keeps what went wrong. */
final class Stage {
  private final World world;
  private final PrintWriter out;
  private final EndStateCheck check;
  private final EndStateTable table;
  private final CriticalPaths paths;
  private final List<OperationSummary> operations = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Stage(World world, PrintWriter out) {
    this.world = world;
    this.out = out;
    this.check = new EndStateCheck(world);
    this.table = new EndStateTable(world, out);
    this.paths = new CriticalPaths(world);
  }

  World world() {
    return world;
  }

  EndStateCheck check() {
    return check;
  }

  CriticalPaths paths() {
    return paths;
  }

  List<OperationSummary> operations() {
    return operations;
  }

  List<String> problems() {
    return problems;
  }

  void say(String text) {
    out.println();
    out.println(text);
  }

  void line(String text) {
    out.println(text);
  }

  /** Keeps how long a workflow took that is no operation on one VM. */
  void ended(String type, WorkflowStub workflow, Instant began) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1e3;
    String id = workflow.getExecution().getWorkflowId();
    long events = world.client().fetchHistory(id).getEvents().size();
    operations.add(new OperationSummary(type, seconds, null, events));
  }

  /** Keeps what an end-state check found, and shows where everything is. */
  void expect(List<String> found, ProtectedContext vm) {
    problems.addAll(found);
    table.print(vm);
  }

  void problem(String what) {
    problems.add(what);
    out.println("  => " + what);
  }

  /**
   * Runs an operation to its end.
   *
   * @param criticalPath empty where CloudStack's rules alone do not tell
   * @return whether it completed and nothing went wrong so far
   */
  boolean run(
      OperationKind kind,
      ProtectedContext vm,
      OperationRequest request,
      Optional<Duration> criticalPath)
      throws InterruptedException {
    Underway underway = start(kind, vm, request);
    return end(underway, criticalPath) && problems.isEmpty();
  }

  /** Starts an operation. */
  Underway start(OperationKind kind, ProtectedContext vm, OperationRequest request) {
    say(kind.title() + " of " + vm.vmName());
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
    Instant began = Instant.now();
    workflow.start(request);
    return new Underway(kind, workflow, workflow.getResultAsync(OperationResult.class), began);
  }

  /** Follows an operation until it ended; returns whether it completed. */
  boolean end(Underway underway, Optional<Duration> criticalPath) throws InterruptedException {
    watcher().follow(underway.workflow(), underway.end());
    double seconds = Duration.between(underway.began(), Instant.now()).toMillis() / 1e3;
    boolean ok = succeeded(underway);
    String id = underway.workflow().getExecution().getWorkflowId();
    operations.add(
        new OperationSummary(
            underway.kind().workflowType(),
            seconds,
            criticalPath.map(path -> path.toMillis() / 1e3).orElse(null),
            world.client().fetchHistory(id).getEvents().size()));
    whereTheTimeWent(underway.workflow(), seconds, criticalPath);
    return ok;
  }

  Watcher watcher() {
    return new Watcher(out, Boolean.getBoolean("breakwater.terminal"));
  }

  private boolean succeeded(Underway underway) {
    try {
      OperationResult result = underway.end().join();
      out.println("  => " + result.summary());
      result.warnings().forEach(warning -> out.println("     note: " + warning));
      return true;
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      problem(underway.kind().workflowType() + " failed: " + root.getMessage());
      return false;
    }
  }

  private void whereTheTimeWent(
      WorkflowStub workflow, double seconds, Optional<Duration> criticalPath) {
    criticalPath.ifPresent(
        path -> {
          double critical = path.toMillis() / 1e3;
          out.printf(
              "  %.1f s; CloudStack's own rules allow no less than %.1f s: %.2f times that%n",
              seconds, critical, seconds / critical);
        });
    new Timeline(out)
        .print(
            workflow.query("progress", Progress.class).steps(),
            Duration.ofMillis((long) (seconds * 1e3)));
  }

  /** An operation that was started. */
  record Underway(
      OperationKind kind,
      WorkflowStub workflow,
      CompletableFuture<OperationResult> end,
      Instant began) {}
}
