package io.breakwater.e2e.demo;

import io.breakwater.operation.Batch.BatchProgress;
import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.operation.Batch.BatchResult;
import io.breakwater.operation.Batch.VmState;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ten VMs fail over in two priority groups, four at a time; CloudStack refuses to snapshot one of
 * them, which is rolled back while the others go on. Then those that run are cleaned up.
 */
final class BatchStory implements Story {
  private static final int VMS = 10;
  private static final int UNLUCKY = 4;
  private static final int URGENT = 3;
  private static final int CONCURRENCY = 4;
  private static final Duration TICK = Duration.ofMillis(500);

  @Override
  public void play(Stage stage) throws InterruptedException {
    List<ProtectedContext> vms = new ArrayList<>();
    for (int i = 1; i <= VMS; i++) {
      vms.add(
          stage
              .world()
              .site()
              .protect(ProtectedVm.named(String.format("fleet-%02d", i)).disks(20, 40)));
    }
    ProtectedContext unlucky = vms.get(UNLUCKY);
    stage
        .world()
        .simulator()
        .cloud()
        .play(
            Fault.on("createSnapshot", FaultKind.BEFORE_EFFECT)
                .of(unlucky.osVolumeId())
                .saying(431, "Snapshots of this volume are not allowed")
                .always());
    List<String> names = vms.stream().map(ProtectedContext::vmName).toList();
    run(
        stage,
        request(
            OperationKind.TEST_FAILOVER,
            List.of(names.subList(0, URGENT), names.subList(URGENT, VMS))),
        VMS - 1);
    List<ProtectedContext> up = vms.stream().filter(vm -> !vm.equals(unlucky)).toList();
    up.forEach(vm -> stage.problems().addAll(stage.check().failedOver(vm)));
    run(
        stage,
        request(OperationKind.CLEANUP, List.of(up.stream().map(ProtectedContext::vmName).toList())),
        up.size());
    vms.forEach(vm -> stage.problems().addAll(stage.check().ready(vm)));
  }

  private static BatchRequest request(OperationKind kind, List<List<String>> groups) {
    return new BatchRequest(kind, null, null, groups, CONCURRENCY, false, null);
  }

  private static void run(Stage stage, BatchRequest request, int completes)
      throws InterruptedException {
    stage.say("Batch: " + request.operation().title() + " of " + request.groups());
    WorkflowStub batch =
        stage
            .world()
            .client()
            .newUntypedWorkflowStub(
                "Batch",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("batch/demo-" + request.operation().workflowType())
                    .setTaskQueue(Queues.MAIN)
                    .setStaticSummary("Batch: " + request.operation().title())
                    .build());
    Instant began = Instant.now();
    batch.start(request);
    follow(stage, batch, began);
    BatchResult result = result(batch);
    stage.ended("Batch", batch, began);
    stage.say(
        result.completed()
            + " of "
            + result.total()
            + " completed, "
            + result.failed()
            + " failed");
    if (result.completed() != completes) {
      stage.problem("expected " + completes + " to complete");
    }
  }

  private static void follow(Stage stage, WorkflowStub batch, Instant began)
      throws InterruptedException {
    Set<String> told = new HashSet<>();
    BatchProgress progress;
    do {
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
      progress = batch.query("progress", BatchProgress.class);
      double at = Duration.between(began, Instant.now()).toMillis() / 1e3;
      progress.perVm().stream()
          .filter(vm -> vm.state() != VmState.WAITING && vm.state() != VmState.RUNNING)
          .filter(vm -> told.add(vm.vm()))
          .forEach(
              vm -> stage.line(String.format("  %6.1f s  %-12s %s", at, vm.state(), vm.summary())));
    } while (told.size() < progress.total());
  }

  /** A batch that did not complete for all says so as a failure, with the same detail. */
  private static BatchResult result(WorkflowStub batch) {
    try {
      return batch.getResult(BatchResult.class);
    } catch (WorkflowException e) {
      if (e.getCause() instanceof ApplicationFailure failure
          && failure.getType().equals("BatchIncomplete")) {
        return failure.getDetails().get(BatchResult.class);
      }
      throw e;
    }
  }
}
