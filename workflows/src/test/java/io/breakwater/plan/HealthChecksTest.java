package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.HealthView;
import io.breakwater.observation.HealthView.Freshness;
import io.breakwater.observation.HealthView.HostState;
import io.breakwater.observation.HealthView.Owner;
import io.breakwater.observation.HealthView.Room;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Told;
import io.breakwater.operation.OperationJson;
import io.breakwater.plan.Readiness.Check;
import io.breakwater.plan.Readiness.Result;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What could be amiss without the planner minding. */
class HealthChecksTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final PlanOptions OPTIONS = PlanOptions.of(new OperationId("op-look"), "vm-1");

  private static final List<String> OF_BOTH =
      List.of(
          "replication-age", "appliance-host", "account", "snapshots", "capacity", "volume-daemon");

  private final ModelWorld world = Worlds.ready(1);

  private static HealthView healthy() {
    return new HealthView(
        new Freshness(Duration.ofMinutes(50), DAY),
        Told.of(new Owner(true, "migration")),
        Told.of(true),
        Told.of(new Room(3, 2)),
        Told.of(new HostState("kvm-1", "Up", "Enabled")),
        Told.of("healthy"),
        Told.of(List.of()));
  }

  private static HealthView sick() {
    return new HealthView(
        new Freshness(Duration.ofHours(25), DAY),
        Told.of(new Owner(false, "other")),
        Told.of(false),
        Told.of(new Room(3, 0)),
        Told.of(new HostState("kvm-1", "Down", "Enabled")),
        Told.of("unhealthy"),
        Told.of(List.of(new MachineId("namesake"))));
  }

  @Test
  void passesWhatIsInOrder() {
    world.health = healthy();

    assertThat(look(Goal.FAILED_OVER_LIVE, result(Result.PASS)))
        .containsAll(OF_BOTH)
        .contains("vma", "name");
  }

  @Test
  void warnsOfWhatIsAmissWithARemedyAndStaysReady() {
    world.health = sick();

    List<Check> checks = checks(Goal.FAILED_OVER_LIVE);

    assertThat(Readiness.isReady(checks)).isTrue();
    assertThat(checks)
        .filteredOn(check -> check.result() == Result.WARN)
        .allSatisfy(check -> assertThat(check.remedy()).isNotBlank())
        .extracting(Check::reason)
        .anyMatch(reason -> reason.contains("25 hours ago, more than 24 hours"))
        .anyMatch(reason -> reason.contains("account other"))
        .anyMatch(reason -> reason.contains("0 of 3 hosts have 4 CPUs"))
        .anyMatch(reason -> reason.contains("kvm-1 is Down"))
        .anyMatch(reason -> reason.contains("unhealthy"))
        .anyMatch(reason -> reason.contains("another VM is named pgtest1: namesake"));
  }

  @Test
  void neverPassesWhatCouldNotBeAsked() {
    world.health =
        new HealthView(
            new Freshness(null, DAY),
            Told.unknown("CloudStack answered 432"),
            Told.unknown("CloudStack answered 432"),
            Told.unknown("CloudStack answered 432"),
            Told.unknown("CloudStack answered 432"),
            Told.unknown("no answer"),
            Told.unknown("no answer"));

    assertThat(look(Goal.FAILED_OVER_LIVE, result(Result.WARN)))
        .containsAll(OF_BOTH)
        .contains("name");
    assertThat(checks(Goal.FAILED_OVER_LIVE))
        .filteredOn(check -> check.name().equals("capacity"))
        .allMatch(check -> check.reason().equals("it is unknown: CloudStack answered 432"));
  }

  @Test
  void warnsOfAllThatNobodyAskedFor() {
    world.health = null;

    assertThat(look(Goal.FAILED_OVER_TEST, result(Result.WARN))).containsAll(OF_BOTH);
  }

  @Test
  void asksNeitherForTheVmaNorForTheNameOfATest() {
    world.health = sick();

    assertThat(look(Goal.FAILED_OVER_TEST, check -> true)).doesNotContain("vma", "name");
  }

  @Test
  void countsAReplicaOfExactlyTheLimitAsFresh() {
    HealthView view = healthy();
    world.health =
        new HealthView(
            new Freshness(DAY, DAY),
            view.owner(),
            view.snapshots(),
            view.room(),
            view.applianceHost(),
            view.daemon(),
            view.namesakes());

    assertThat(look(Goal.FAILED_OVER_TEST, result(Result.PASS))).contains("replication-age");
  }

  @Test
  void travelsThroughAHistory() {
    world.health = healthy();
    Observation seen = world.observe();
    DataConverter json = OperationJson.dataConverter();

    Observation read =
        json.fromPayload(json.toPayload(seen).orElseThrow(), Observation.class, Observation.class);

    assertThat(read.health()).isEqualTo(seen.health());
  }

  private List<Check> checks(Goal goal) {
    Observation seen = world.observe();
    return Readiness.of(seen, goal, OPTIONS, new Planner().plan(seen, goal, OPTIONS));
  }

  private List<String> look(Goal goal, Predicate<Check> which) {
    return checks(goal).stream().filter(which).map(Check::name).toList();
  }

  private static Predicate<Check> result(Result result) {
    return check -> check.result() == result;
  }
}
