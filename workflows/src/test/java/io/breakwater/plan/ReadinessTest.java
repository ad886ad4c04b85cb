package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SiteView;
import io.breakwater.plan.Readiness.Check;
import io.breakwater.plan.Readiness.Result;
import io.breakwater.vm.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readiness says what the planner says. */
class ReadinessTest {
  private static final PlanOptions OPTIONS = PlanOptions.of(new OperationId("op-look"), "vm-1");
  private static final Pattern CODE = Pattern.compile("(?:add|addForPerson)\\(\\s*\"([A-Z_]+)\"");

  @ParameterizedTest
  @ValueSource(strings = {"FailoverRefusals", "SourceRefusals", "Destination", "Phases"})
  void everyRefusalOfAFailoverBelongsToACheck(String source) throws IOException {
    Set<String> codes = codesOf(source);

    assertThat(codes).isNotEmpty();
    assertThat(codes).allSatisfy(c -> assertThat(ReadinessArea.of(c)).isNotEqualTo(other()));
  }

  private static ReadinessArea other() {
    return ReadinessArea.OTHER;
  }

  private static Set<String> codesOf(String source) throws IOException {
    String text = Files.readString(Path.of("src/main/java/io/breakwater/plan/" + source + ".java"));
    return CODE.matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource(
      value = Goal.class,
      names = {"FAILED_OVER_TEST", "FAILED_OVER_LIVE"})
  void isReadyExactlyWhenThePlannerMakesAPlan(Goal goal) {
    int[] ready = new int[2];

    ThreeDisks.visit(
        true,
        state -> {
          Observation seen = Worlds.of(state).observe();
          PlanOutcome outcome = new Planner().plan(seen, goal, Explorer.options());
          List<Check> checks = Readiness.of(seen, goal, Explorer.options(), outcome);
          boolean planned = outcome instanceof PlanOutcome.Plan;
          assertThat(Readiness.isReady(checks)).as("%s: %s", state, outcome).isEqualTo(planned);
          ready[planned ? 1 : 0]++;
        });

    assertThat(ready[0]).isPositive();
  }

  @Test
  void passesOneCheckPerAreaOfAReadyVm() {
    List<Check> checks = look(Worlds.ready(2), Goal.FAILED_OVER_TEST, OPTIONS);

    assertThat(Readiness.isReady(checks)).isTrue();
    assertThat(checks).allSatisfy(check -> assertThat(check.reason()).isNotBlank());
    assertThat(checks)
        .extracting(Check::name)
        .containsSubsequence(
            "nothing-under-way",
            "status",
            "vm-description",
            "disks",
            "volumes",
            "replication",
            "last-sync",
            "template",
            "service-offering",
            "networks",
            "leftovers",
            "appliance",
            "delete-protection")
        .doesNotContain("source", "vma", "name", "other");
  }

  @Test
  void saysAllThatIsWrongInOneAreaInOneCheck() {
    ModelWorld world = Worlds.ready(2);
    world.replication = new ReplicationView("job-1", false, true);

    Check check = only(look(world, Goal.FAILED_OVER_TEST, OPTIONS), "replication");

    assertThat(check.result()).isEqualTo(Result.FAIL);
    assertThat(check.reason()).contains("job-1").contains("ever completed");
    assertThat(check.remedy()).contains("wait for it").contains("replicate the VM");
  }

  @Test
  void looksOnWhileSomethingIsUnderWay() {
    ModelWorld world = Worlds.ready(1);
    world.replication = new ReplicationView(null, true, false);
    Observation seen = world.observe();
    PlanOutcome await =
        new PlanOutcome.AwaitFirst(
            List.of(new PendingWork(PendingWork.Kind.CLOUDSTACK_JOB, "job-7", "AttachVolumeCmd")));

    List<Check> checks = Readiness.of(seen, Goal.FAILED_OVER_TEST, OPTIONS, await);

    assertThat(only(checks, "nothing-under-way").reason()).isEqualTo("AttachVolumeCmd");
    assertThat(only(checks, "last-sync").result()).isEqualTo(Result.FAIL);
    assertThat(only(checks, "template").result()).isEqualTo(Result.PASS);
  }

  @Test
  void onlyWarnsWhereNobodyInsistsOrCloudStackCannot() {
    ModelWorld world = Worlds.ready(1);
    world.replication = new ReplicationView(null, true, false);
    SiteView site = world.site;
    world.site =
        new SiteView(
            site.zoneId(),
            site.templateId(),
            site.templateBytes(),
            site.templateReady(),
            site.serviceOfferingId(),
            site.serviceOfferingCustomized(),
            false,
            site.mappings());
    PlanOptions lax =
        PlanOptions.builder(new OperationId("op-look"), "vm-1").skipValidation(true).build();

    List<Check> checks = look(world, Goal.FAILED_OVER_TEST, lax);

    assertThat(Readiness.isReady(checks)).isTrue();
    assertThat(Stream.of("last-sync", "delete-protection").map(name -> only(checks, name)))
        .extracting(Check::result)
        .containsOnly(Result.WARN);
  }

  private static List<Check> look(ModelWorld world, Goal goal, PlanOptions options) {
    Observation seen = world.observe();
    return Readiness.of(seen, goal, options, new Planner().plan(seen, goal, options));
  }

  private static Check only(List<Check> checks, String name) {
    List<Check> found = checks.stream().filter(check -> check.name().equals(name)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
