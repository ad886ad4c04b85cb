package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.SourceView.Power;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.NetworkId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the way to a live failover and back, one by one. */
class PlannerLiveRulesTest {
  private final ModelWorld world = Worlds.ready(3);

  @Test
  void powersTheSourceOffAndSyncsItBeforeAnythingElse() {
    PlanOutcome.Plan plan = live();

    String sync = Plans.only(plan, Step.SyncSource.class);
    assertThat(Plans.needs(plan, sync)).containsExactly("power-off-source");
    assertThat(Plans.needs(plan, "hold-replication")).contains(sync);
    assertThat(plan.steps())
        .filteredOn(step -> !(step.action() instanceof Step.PowerOffSource))
        .filteredOn(step -> !(step.action() instanceof Step.SyncSource))
        .filteredOn(step -> !(step.action() instanceof Step.HoldReplication))
        .allSatisfy(step -> assertThat(Plans.needs(plan, step.id())).contains("hold-replication"));
  }

  @Test
  void leavesTheBaselineToTheSnapshotBecauseTheSyncMovesIt() {
    assertThat(live().steps())
        .filteredOn(step -> step.action() instanceof Step.TakeSnapshot)
        .hasSize(3)
        .allSatisfy(step -> assertThat(((Step.TakeSnapshot) step.action()).baseline()).isNull());
  }

  @Test
  void startsOnlyWhenTheSourceIsSeenOff() {
    PlanOutcome.Plan plan = live();

    assertThat(Plans.action(plan, Step.StartMachine.class).source()).isEqualTo(SourceRule.OFF);
    assertThat(Plans.action(plan, Step.RecordFailedOver.class).live()).isTrue();
  }

  @Test
  void deploysUnderTheSourcesNameOnItsLiveNetwork() {
    MachineSpec spec = Plans.action(live(), Step.CreateMachine.class).spec();

    assertThat(spec.live()).isTrue();
    assertThat(spec.displayName()).isEqualTo("pgtest1");
    assertThat(spec.networks()).containsExactly(new NetworkId("net-live"));
    assertThat(spec.firmware()).isEqualTo(MachineSpec.Firmware.BIOS);
  }

  @Test
  void syncsNothingTwice() {
    world.sourceOn = false;
    world.syncedBy = ModelWorld.THIS;

    assertThat(Plans.types(live())).doesNotContain("PowerOffSource", "SyncSource");
  }

  @Test
  void syncsAgainWhenTheSourceWasOnSinceAndNothingWasTouched() {
    world.syncedBy = ModelWorld.THIS;
    world.onSinceSync = true;

    assertThat(Plans.types(live())).contains("PowerOffSource", "SyncSource");
  }

  @Test
  void refusesToGoOnWhenTheSourceWasOnSinceTheDisksWereHeld() {
    world.heldBy = ModelWorld.THIS;
    world.syncedBy = ModelWorld.THIS;
    world.onSinceSync = true;

    assertThat(Plans.codes(outcome(options().build()))).containsExactly("SOURCE_WAS_ON");
  }

  @Test
  void leavesALostSourceAlone() {
    world.sourceOn = false;

    PlanOutcome.Plan plan = Plans.planned(outcome(options().unplanned(true).build()));

    assertThat(Plans.types(plan)).doesNotContain("PowerOffSource", "SyncSource");
    assertThat(Plans.action(plan, Step.StartMachine.class).source())
        .isEqualTo(SourceRule.NOT_SEEN_ON);
  }

  @Test
  void refusesToTakeASourceForLostThatIsOn() {
    assertThat(Plans.codes(outcome(options().unplanned(true).build())))
        .containsExactly("SOURCE_IS_ON");
  }

  @Test
  void refusesASourceThatNobodyCanTellOf() {
    assertThat(Plans.codes(seen(Power.UNKNOWN))).containsExactly("SOURCE_UNKNOWN");
    assertThat(Plans.codes(seen(Power.SUSPENDED))).containsExactly("SOURCE_SUSPENDED");
  }

  @Test
  void saysPlainlyWhatNoFinalSyncMeans() {
    PlanOutcome.Plan plan = Plans.planned(outcome(options().skipFinalSync(true).build()));

    assertThat(Plans.types(plan)).contains("PowerOffSource").doesNotContain("SyncSource");
    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("is left behind"));
  }

  @Test
  void revertsAnOsDiskWhoseInjectionFailedAndBootsItWithout() {
    ModelDisk os = snapshotted().disks.get(0);
    os.markDirty(ModelWorld.THIS);
    os.stains = ModelDisk.HALF_INJECTED;

    PlanOutcome.Plan plan = Plans.planned(outcome(options().skipInjection(true).build()));

    String revert = Plans.only(plan, Step.RevertSnapshot.class);
    assertThat(Plans.needs(plan, revert)).contains("detach-from-appliance/disk-2000");
    assertThat(Plans.needs(plan, Plans.only(plan, Step.AttachAsRoot.class))).contains(revert);
    assertThat(Plans.types(plan)).doesNotContain("InjectDrivers");
  }

  @Test
  void startsALiveDestinationAgainAfterAStartThatFailed() {
    startedLive();
    world.status = ContextStatus.ready_for_failover;
    world.lastFailover = null;
    world.machines.get(0).state = MachineState.STOPPED;

    assertThat(Plans.types(live()))
        .containsExactly("HoldReplication", "StartMachine", "CheckMachine", "RecordFailedOver");
  }

  @Test
  void triesTheChecksOfTheVmUnlessTheRequestBringsItsOwn() {
    BootCheck check = new BootCheck(BootCheck.Kind.TCP, 3389, null, null, null, 30);
    PlanOptions options = options().checks(List.of(check)).build();

    PlanOutcome.Plan plan = Plans.planned(outcome(options));

    assertThat(Plans.action(plan, Step.CheckGuest.class).check()).isEqualTo(check);
    assertThat(Plans.needs(plan, "check-guest/1")).contains("check-machine");
    assertThat(Plans.needs(plan, "record-failed-over")).doesNotContain("check-guest/1");
  }

  @Test
  void keepsLiveDataUnlessToldOtherwise() {
    startedLive();

    assertThat(Plans.codes(Plans.outcome(world, Goal.READY))).containsExactly("LIVE_DATA");
  }

  @Test
  void discardsLiveDataOnceToldSoAndPowersTheSourceOnLast() {
    startedLive();
    PlanOptions options = options().confirmDiscard(true).powerOnSource(true).build();

    PlanOutcome.Plan plan = Plans.planned(plan(Goal.READY, options));

    String on = Plans.only(plan, Step.PowerOnSource.class);
    assertThat(Plans.needs(plan, on))
        .contains("record-ready")
        .containsAll(Plans.ids(plan, Step.DestroyMachine.class));
    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("is discarded"));
  }

  @Test
  void commitsByDeletingSnapshotsAndReleasingTheDestination() {
    startedLive();

    PlanOutcome.Plan plan = Plans.planned(Plans.outcome(world, Goal.COMMITTED));

    assertThat(Plans.ids(plan, Step.DeleteSnapshot.class)).hasSize(3);
    assertThat(Plans.needs(plan, "record-committed"))
        .containsAll(Plans.ids(plan, Step.DeleteSnapshot.class))
        .contains("release-machine");
    assertThat(Plans.types(plan)).doesNotContain("StopMachine", "DestroyMachine");
  }

  @Test
  void saysHowToTakeAStartedDestinationBackInsteadOfCleaningUp() {
    startedLive();
    world.status = ContextStatus.cleanup_required;
    world.lastFailover = null;

    PlanOutcome.Refusal refusal =
        Plans.refused(outcome(PlanOptions.of(ModelWorld.EARLIER, "pgtest1")));

    assertThat(refusal.reasons())
        .extracting(reason -> reason.todo())
        .isNotEmpty()
        .anyMatch(todo -> todo.contains("confirmDiscard") && todo.contains("commit"))
        .noneMatch(todo -> todo.contains("cleanup"));
  }

  @Test
  void recordsThatNothingIsLeftOfALiveFailoverThatAPersonBroughtHome() {
    world.liveStartedBy = ModelWorld.EARLIER;

    assertThat(Plans.types(Plans.ready(world))).containsExactly("RecordReady");
  }

  @Test
  void bringsNothingBackThatWasCommittedAndAsksForNobody() {
    startedLive();
    world.status = ContextStatus.completed;
    world.liveStartedBy = null;
    world.disks.set(0, new ModelDisk(DiskId.OS, null, Place.missing()));

    PlanOutcome.Refusal refusal = Plans.refused(Plans.outcome(world, Goal.READY));

    assertThat(Plans.codes(refusal)).containsExactly("COMMITTED");
    assertThat(refusal.cleanupRequired()).isFalse();
  }

  @Test
  void commitsNothingButALiveFailover() {
    assertThat(Plans.codes(Plans.outcome(world, Goal.COMMITTED)))
        .containsExactly("WRONG_STATUS", "DESTINATION_NOT_WHOLE");
  }

  @Test
  void commitsNoDestinationThatLostADisk() {
    startedLive();
    world.disks.get(2).place = Place.detached();

    assertThat(Plans.codes(Plans.outcome(world, Goal.COMMITTED)))
        .containsExactly("DESTINATION_NOT_WHOLE");
  }

  private void startedLive() {
    ModelWorld other = Worlds.failedOver(3, OwnerAxis.THIS_OPERATION);
    world.disks.clear();
    world.disks.addAll(other.disks);
    world.machines.addAll(other.machines);
    world.machines.get(0).live = true;
    world.status = ContextStatus.failed_over_live;
    world.lastFailover = ModelWorld.THIS;
    world.liveStartedBy = ModelWorld.THIS;
    world.syncedBy = ModelWorld.THIS;
    world.sourceOn = false;
  }

  /** Synced, held, and every disk with its snapshot on the appliance. */
  private ModelWorld snapshotted() {
    world.heldBy = ModelWorld.THIS;
    world.syncedBy = ModelWorld.THIS;
    world.sourceOn = false;
    StepEffects effects = new StepEffects(world);
    for (ModelDisk disk : world.disks) {
      String name = SnapshotNames.of(ModelWorld.THIS, disk.id);
      effects.apply(new Step.TakeSnapshot(disk.ref(), name, disk.baseline()), true);
    }
    return world;
  }

  private PlanOutcome seen(Power power) {
    Observation seen = world.observe();
    return new Planner()
        .plan(
            new Observation(
                seen.vm(),
                seen.appliance(),
                seen.disks(),
                seen.machines(),
                seen.pending(),
                seen.replication(),
                seen.site(),
                new SourceView(power, "vCenter says so", null, false),
                null),
            Goal.FAILED_OVER_LIVE,
            options().build());
  }

  private PlanOutcome.Plan live() {
    return Plans.planned(outcome(options().build()));
  }

  private PlanOutcome outcome(PlanOptions options) {
    return plan(Goal.FAILED_OVER_LIVE, options);
  }

  private PlanOutcome plan(Goal goal, PlanOptions options) {
    return new Planner().plan(world.observe(), goal, options);
  }

  private static PlanOptions.Builder options() {
    return PlanOptions.builder(ModelWorld.THIS, "pgtest1");
  }
}
