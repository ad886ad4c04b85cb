package io.breakwater.worker;

import io.breakwater.activities.frame.ServedAppliance;
import io.breakwater.activities.observation.Observer;
import io.breakwater.activities.observation.Systems;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.site.SiteNotConfigured;
import io.breakwater.observation.Observation;
import io.breakwater.operation.OperationJson;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOptions;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.Planner;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls every system once, so that the log says at the start what can be reached and the first
 * operation finds connections and classes warm. What cannot be reached is waited for when it is
 * needed.
 */
final class Greeting {
  private static final Logger log = LoggerFactory.getLogger(Greeting.class);
  private static final int PATIENCE_SECONDS = 10;

  private final Systems systems;
  private final ServedAppliance served;
  private final Executor pool;
  private final Clock clock;

  Greeting(Systems systems, ServedAppliance served, Executor pool, Clock clock) {
    this.systems = systems;
    this.served = served;
    this.pool = pool;
    this.clock = clock;
  }

  /** A system that hangs keeps the worker from serving for {@value #PATIENCE_SECONDS} s only. */
  void greet() {
    CompletableFuture.runAsync(this::callEverySystem, pool)
        .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private void callEverySystem() {
    tell("CloudStack", () -> "version " + systems.connections().cloud().version());
    tell("CloudStack", () -> systems.connections().cloud().zones().size() + " zone(s)");
    tell("CloudStack", () -> systems.connections().pendingJobs().size() + " pending job(s)");
    tell("CloudStack", this::applianceState);
    tell("Volume Daemon", () -> systems.operations().live().size() + " operation(s) under way");
    tell("Rehearsal", this::rehearsal);
  }

  /**
   * Observes one VM and plans for it, writing nothing: the first time takes a JVM over a second,
   * which the first operation would wait for.
   */
  private String rehearsal() {
    Optional<ContextRow> vm =
        systems.inventory().contexts().list().stream().filter(this::isServed).findFirst();
    if (vm.isEmpty()) {
      return "no VM to observe";
    }
    Observation seen = new Observer(systems, pool, clock).observe(vm.get().id(), false, false);
    OperationId nobody = new OperationId("rehearsal");
    PlanOutcome plan =
        new Planner().plan(seen, Goal.READY, PlanOptions.of(nobody, vm.get().vmName()));
    int bytes =
        OperationJson.dataConverter()
            .toPayload(new Planned(plan, seen))
            .orElseThrow()
            .getSerializedSize();
    return "observed " + vm.get().vmName() + " (" + bytes + " bytes)";
  }

  private boolean isServed(ContextRow vm) {
    try {
      served.require(vm.id());
      return true;
    } catch (ApplicationFailure | SiteNotConfigured elsewhere) {
      return false;
    }
  }

  private String applianceState() {
    MachineId appliance = served.site().appliance();
    return "appliance "
        + appliance
        + " with "
        + systems.connections().cloud().volumesOf(appliance).size()
        + " volume(s), "
        + systems.connections().cloud().machine(appliance).map(m -> m.rawState()).orElse("absent");
  }

  private static void tell(String system, Supplier<String> greeting) {
    try {
      log.info("{}: {}", system, greeting.get());
    } catch (RuntimeException e) {
      log.warn("{} cannot be reached just now: {}", system, e.getMessage());
    }
  }
}
