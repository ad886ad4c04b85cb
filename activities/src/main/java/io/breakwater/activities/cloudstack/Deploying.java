package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.operation.Failures;
import io.breakwater.plan.MachineSpec;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Deploys the one destination of an operation, not started, and records it and the ROOT volume that
 * came with it before anything else can be attached.
 */
final class Deploying {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final Ensuring ensuring;

  Deploying(CloudStackConnections connections, CloudStackRecords records, Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.ensuring = ensuring;
  }

  CompletionStage<StepResult> create(StepContext step) {
    MachineSpec spec = step.action(Step.CreateMachine.class).spec();
    OperationRef operation = step.operation();
    String what = "deploy vm " + spec.name();
    records.machines().intent(operation, spec.name(), spec.displayName());
    return ensuring
        .run(
            step,
            Ensure.of(
                what,
                () -> recorded(operation, spec, what).map(CsMachine::id).map(this::detail),
                job -> isDeployOfOurs(job, operation, spec),
                () -> requireDeployable(operation, spec, what),
                () -> deploy(operation, spec, what)),
            connections.timings().deployGrace())
        .thenCompose(deployed -> provisioned(step, spec, what, deployed))
        .exceptionallyCompose(thrown -> recordBeforeCancel(step, spec, what, thrown));
  }

  private String detail(MachineId id) {
    return "vm " + id;
  }

  private boolean isDeployOfOurs(CsJob job, OperationRef operation, MachineSpec spec) {
    return find(operation, spec)
        .filter(machine -> job.is("deployVirtualMachine", machine.id().value()))
        .isPresent();
  }

  private String deploy(OperationRef operation, MachineSpec spec, String what) {
    CloudStack cloud = connections.cloud();
    CsOffering offering =
        cloud
            .serviceOffering(spec.serviceOfferingId())
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what
                            + ": CloudStack knows no service offering "
                            + spec.serviceOfferingId()
                            + ". Correct the configuration."));
    Map<String, String> marks =
        Map.of(
            CsMachine.OPERATION_DETAIL, operation.id().value(),
            CsMachine.CONTEXT_DETAIL, operation.context().value(),
            CsMachine.KIND_DETAIL, spec.live() ? "live" : "test");
    Submitted submitted = submit(new Deploy(spec, offering.customized(), marks));
    submitted
        .object()
        .ifPresent(id -> records.machines().deployed(operation.id(), new MachineId(id)));
    return submitted.job();
  }

  private Submitted submit(Deploy deploy) {
    try {
      return connections.cloud().deploy(deploy);
    } catch (CloudStackException e) {
      throw deploy.isFirmwareRefusal(e)
          ? e.withAdvice(
              "The source boots with "
                  + deploy.spec().firmware()
                  + ": use a template and a zone that take it, or correct the VM's bios_setup.")
          : e;
    }
  }

  /** The VM of this operation, on record; empty while it is neither Stopped nor lost. */
  private Optional<CsMachine> recorded(OperationRef operation, MachineSpec spec, String what) {
    Optional<CsMachine> found = find(operation, spec);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CsMachine machine = found.get();
    records.machines().deployed(operation.id(), machine.id());
    return switch (machine.state()) {
      case STOPPED -> found;
      case ERROR -> throw failed(operation, machine, what);
      case RUNNING, DESTROYED, EXPUNGING -> throw Destinations.unexpectedState(machine, what);
      default -> Optional.empty();
    };
  }

  /** Recorded all the same: the cleanup may only destroy it together with its recorded ROOT. */
  private ApplicationFailure failed(OperationRef operation, CsMachine machine, String what) {
    root(operation);
    return ApplicationFailure.newNonRetryableFailure(
        what
            + ": CloudStack left vm "
            + machine.id()
            + " in Error (no capacity, or no free address on its networks). Cleaning up removes"
            + " it.",
        Failures.DEPLOY_FAILED);
  }

  /** The VM that bears this operation's mark. */
  private Optional<CsMachine> find(OperationRef operation, MachineSpec spec) {
    CloudStack cloud = connections.cloud();
    Optional<CsMachine> known =
        records.machines().find(operation.id()).map(MachineRow::id).flatMap(cloud::machine);
    if (known.isPresent()) {
      return Optional.of(requireMarked(known.get(), operation));
    }
    List<CsMachine> marked =
        cloud.machinesNamed(spec.name()).stream()
            .filter(machine -> isMarked(machine, operation))
            .toList();
    if (marked.size() > 1) {
      throw StepFailures.precondition(
          "deploy vm "
              + spec.name()
              + ": "
              + marked.size()
              + " VMs bear the mark of operation "
              + operation.id()
              + ". Clean up first.");
    }
    return marked.stream().findFirst();
  }

  private static CsMachine requireMarked(CsMachine machine, OperationRef operation) {
    if (!isMarked(machine, operation)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "deploy vm "
              + machine.name()
              + ": CloudStack does not show the mark on vm "
              + machine.id()
              + " that it was deployed with. The account must be allowed to use VM details. Remove"
              + " that VM by hand.",
          Failures.DEPLOY_FAILED);
    }
    return machine;
  }

  private static boolean isMarked(CsMachine machine, OperationRef operation) {
    return machine.operationMark().filter(operation.id().value()::equals).isPresent();
  }

  private void requireDeployable(OperationRef operation, MachineSpec spec, String what) {
    if (find(operation, spec).isPresent()) {
      throw StepFailures.retryable(what + ": it is being deployed still.", "DeployPending");
    }
    records
        .machines()
        .find(operation.id())
        .map(MachineRow::id)
        .ifPresent(
            gone -> {
              throw ApplicationFailure.newNonRetryableFailure(
                  what
                      + ": this operation deployed vm "
                      + gone
                      + " and it is gone; it gets no second one.",
                  Failures.DEPLOY_FAILED);
            });
    new DestinationNetworks(records).require(operation, spec.networks(), spec.live(), what);
  }

  private CompletionStage<StepResult> provisioned(
      StepContext step, MachineSpec spec, String what, StepResult deployed) {
    OperationRef operation = step.operation();
    return step.poll(
            "the ROOT volume of vm " + spec.name(),
            connections.timings().poll(),
            connections.timings().provisioned(),
            () -> recorded(operation, spec, what).flatMap(machine -> root(operation)))
        .thenApply(
            root ->
                StepResult.made(
                    deployed.effect(),
                    records.machines().find(operation.id()).orElseThrow().id(),
                    deployed.detail() + " with template root " + root));
  }

  private Optional<VolumeId> root(OperationRef operation) {
    MachineRow row = records.machines().find(operation.id()).orElseThrow();
    return TemplateRoots.record(connections.cloud(), records.machines(), row);
  }

  /**
   * A VM without a recorded ROOT can only be removed by hand: a cancelled step sees the deploy, a
   * matter of a second, through to its record.
   */
  private CompletionStage<StepResult> recordBeforeCancel(
      StepContext step, MachineSpec spec, String what, Throwable thrown) {
    boolean cancelled =
        Ensuring.unwrap(thrown) instanceof StepStopped stopped
            && stopped.why() == StepStopped.Cause.CANCELLED;
    Optional<CsMachine> machine =
        cancelled ? find(step.operation(), spec) : Optional.<CsMachine>empty();
    if (machine.isEmpty()) {
      return CompletableFuture.failedFuture(thrown);
    }
    return endOf(machine.get())
        .orTimeout(connections.timings().grace().toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (end, late) -> {
              recorded(step.operation(), spec, what).ifPresent(m -> root(step.operation()));
              return null;
            })
        .thenCompose(recorded -> CompletableFuture.failedFuture(thrown));
  }

  private CompletableFuture<JobEnd> endOf(CsMachine machine) {
    return connections.pendingJobs().stream()
        .filter(job -> job.is("deployVirtualMachine", machine.id().value()))
        .findFirst()
        .map(job -> connections.watcher().watch(job.id()))
        .orElseGet(() -> CompletableFuture.completedFuture(new JobEnd.Vanished()));
  }
}
