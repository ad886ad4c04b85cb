package io.breakwater.operation;

import io.breakwater.observation.PendingWork;
import io.breakwater.step.ApplianceSteps;
import io.breakwater.step.CloudStackSteps;
import io.breakwater.step.InventorySteps;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationRef;
import io.breakwater.step.SourceSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.VolumeDaemonSteps;
import java.util.List;

/** The activity interfaces, each handing its calls to one {@link FakeOperation}. */
final class FakeActivities {
  private FakeActivities() {}

  /** What frames the steps, and the steps that need only the database. */
  record Main(FakeOperation fake) implements OperationActivities, InventorySteps {
    @Override
    public List<Candidate> resolveVm(String vm) {
      return fake.candidates(vm);
    }

    @Override
    public List<Candidate> listVms(VmFilter filter) {
      return fake.candidates(filter);
    }

    @Override
    public Begun beginOperation(Begin begin) {
      return fake.begin(begin);
    }

    @Override
    public Planned observeAndPlan(PlanRequest request) {
      return fake.plan(request);
    }

    @Override
    public StepResult awaitPending(OperationRef operation, List<PendingWork> pending) {
      return fake.awaitPending(pending);
    }

    @Override
    public void finishOperation(OperationRef operation, OperationResult result) {
      fake.finish(result);
    }

    @Override
    public StepResult holdReplication(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult recordFailedOver(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult recordReady(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult recordCommitted(StepCall call) {
      return fake.step(call);
    }

    @Override
    public void recordAudit(OperationRef operation, AuditEntry entry) {
      fake.audit(entry);
    }
  }

  /** What the appliance does. */
  record Appliance(FakeOperation fake) implements ApplianceSteps, SourceSteps {
    @Override
    public StepResult flushDevices(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult injectDrivers(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult checkGuest(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult powerOffSource(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult syncSource(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult powerOnSource(StepCall call) {
      return fake.step(call);
    }
  }

  /** What the Volume Daemon does. */
  record Daemon(FakeOperation fake) implements VolumeDaemonSteps {
    @Override
    public StepResult detachFromAppliance(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult attachAsRoot(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult attachData(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult detachFromMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult attachToAppliance(StepCall call) {
      return fake.step(call);
    }
  }

  /** What CloudStack does. */
  record Cloud(FakeOperation fake) implements CloudStackSteps {
    @Override
    public StepResult takeSnapshot(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult createMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult detachTemplateRoot(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult deleteTemplateRoot(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult protectMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult startMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult checkMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult recoverMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult stopMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult revertSnapshot(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult deleteSnapshot(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult unprotectMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult destroyMachine(StepCall call) {
      return fake.step(call);
    }

    @Override
    public StepResult releaseMachine(StepCall call) {
      return fake.step(call);
    }
  }
}
