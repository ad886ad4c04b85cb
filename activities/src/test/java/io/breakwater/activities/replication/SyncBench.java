package io.breakwater.activities.replication;

import io.breakwater.activities.vma.DiscoveredVm;
import io.breakwater.activities.vma.SourceMachine;
import io.breakwater.activities.vma.Vma;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.credential.VCenterCredentials;
import io.breakwater.inventory.replication.ReplicationJob;
import io.breakwater.plan.Step;
import io.breakwater.simulator.oma.OldOma;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.SiteNames;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** One protected VM of a simulated site, and an OMA to replicate it. */
final class SyncBench implements AutoCloseable {
  private final ApplianceBench bench;
  private final ProtectedBench protectedVm;
  private final ProtectedContext vm;
  private final Oma oma;
  private final Vma vma;

  SyncBench(ApplianceBench bench) {
    this.bench = bench;
    this.protectedVm = bench.protect(2);
    this.vm = protectedVm.vm();
    this.oma = new Oma(OmaConfig.at(URI.create(bench.site().oma().url())));
    this.vma = new Vma(VmaConfig.at(URI.create(bench.site().vma().url())));
  }

  FinalSync sync(SyncLimits limits, Clock clock) {
    Inventory inventory = bench.inventory();
    return new FinalSync(oma, inventory.replicationJobs(), inventory.replications(), limits, clock);
  }

  SyncRequest request(Instant sourceOffAt) {
    return SyncRequest.of(
        row(), discovered(), bench.inventory().sites().active().id(), sourceOffAt);
  }

  ContextRow row() {
    return bench.inventory().contexts().find(protectedVm.operation().context()).orElseThrow();
  }

  DiscoveredVm discovered() {
    VCenterCredentials login =
        new VCenterCredentials(
            vm.vcenter(),
            SiteNames.username(vm.vcenter()),
            SiteNames.password(vm.vcenter()),
            SiteNames.DATACENTER);
    return vma.discover(
        new SourceMachine(vm.vmName(), vm.vmwareVmId(), login), SiteNames.DATACENTER);
  }

  /** Runs it as an activity, with as many attempts as it takes. */
  StepResult run(StepBench temporal, FinalSync sync, SyncRequest request) {
    Carrier.NEXT.set(call -> bench.frame().run(call, step -> sync.run(step, request)));
    return temporal.run(protectedVm.call(new Step.CheckMachine(protectedVm.machineRef())));
  }

  /** The jobs that were created after this moment. */
  List<ReplicationJob> jobsAfter(Instant moment) {
    return bench.inventory().replicationJobs().of(protectedVm.operation().context()).stream()
        .filter(job -> job.isAfter(moment))
        .toList();
  }

  /** Changes all jobs of the VM that have not ended. */
  void setRunning(String assignments) {
    update(
        "UPDATE replication_jobs SET "
            + assignments
            + " WHERE vm_context_id = ? AND completed_at IS NULL",
        vm.contextId());
  }

  void update(String sql, Object... arguments) {
    try {
      bench.site().database().update(sql, arguments);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  String replicateByHand() {
    try {
      return bench.site().oma().replicateByHand(vm.contextId());
    } catch (Exception e) {
      throw new AssertionError("replication by hand", e);
    }
  }

  OldOma oma() {
    return bench.site().oma();
  }

  ProtectedContext vm() {
    return vm;
  }

  @Override
  public void close() {
    oma.close();
    vma.close();
  }

  /** A step that the planner does not know yet, under the name of one that it does. */
  @ActivityInterface
  public interface Carried {
    /** Runs it. */
    @ActivityMethod(name = "CheckMachine")
    StepResult carry(StepCall call);
  }

  /** Carries whatever the test that runs now has put there. */
  static final class Carrier implements Carried {
    private static final AtomicReference<Function<StepCall, StepResult>> NEXT =
        new AtomicReference<>();

    @Override
    public StepResult carry(StepCall call) {
      return NEXT.get().apply(call);
    }
  }
}
