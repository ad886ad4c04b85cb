package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.e2e.trouble.Person;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.oracle.Violation;
import io.breakwater.simulator.site.ProtectedContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sweep finds what it is there for: safeguards that somebody took out. */
class BrokenBuildTest {
  private static final Path LOGS = Path.of("target", "broken", "logs").toAbsolutePath();

  private static ExecutorService pool;
  private static SweepWorld world;
  private static Wave wave;

  private static final String CLOUDSTACK =
      "activities/src/main/java/io/breakwater/activities/cloudstack/";

  private static final String DISKS =
      "inventory/src/main/java/io/breakwater/inventory/disk/Disks.java";

  @BeforeAll
  static void start() {
    pool = Executors.newCachedThreadPool();
    world = SweepWorld.start(LOGS);
    wave = new Wave(world, pool);
  }

  @AfterAll
  static void stop() {
    world.close();
    pool.shutdownNow();
  }

  @Test
  void seesASecondMachineWhenNothingIsAdopted() {
    Path build =
        BrokenBuild.of(
            "adoption",
            CLOUDSTACK + "Deploying.java",
            ".filter(machine -> isMarked(machine, operation))",
            ".filter(machine -> false)");

    Verdict verdict =
        failsOver(build, FaultType.ANSWER_LOST, "cloudstack deployVirtualMachine(context)");

    assertThat(verdict.reached()).isTrue();
    assertThat(verdict.violations()).anyMatch(v -> v.startsWith("invariant 6"));
    assertThat(verdict.ok()).isFalse();
  }

  @Test
  void seesAWrittenDiskComeHomeWhenDirtyMarksAreIgnored() {
    Path build =
        BrokenBuild.of(
            "dirty",
            DISKS,
            "marks(DirtyDisks.QUERY, context)",
            "marks(DirtyDisks.QUERY.replace(\" AND dirty\", \" AND FALSE\"), context)");

    Verdict verdict =
        failsOver(build, FaultType.JOB_FAILS_431, "cloudstack startVirtualMachine(machine)");

    assertThat(verdict.reached()).isTrue();
    assertThat(verdict.ok()).isFalse();
    assertThat(verdict.violations()).isNotEmpty();
  }

  /** A person moves a protected disk onto the machine right before it is destroyed. */
  @Test
  void seesAProtectedDiskDestroyedWhenNobodyLooksForOne() {
    Path build =
        BrokenBuild.of(
            "protected",
            CLOUDSTACK + "Destroying.java",
            "destinations.requireOnlyTemplateRoot(id, row, what);",
            "what.length();");

    assertThat(destroyedBesides(build)).anyMatch(v -> v.startsWith("invariant 1: asks to destroy"));
  }

  @Test
  void keepsTheProtectedDiskInASoundBuild() {
    assertThat(destroyedBesides(null)).noneMatch(v -> v.contains("asks to destroy"));
  }

  /** What the oracle reports of a cleanup. */
  private static List<String> destroyedBesides(Path build) {
    world.build(build == null ? List.of() : List.of(build));
    ProtectedContext vm = world.protect();
    String moved = world.protect().volumeIds().get(1);
    wave.run(Blow.NONE, List.of(new Assignment(Flow.TEST_FAILOVER, vm, List.of())));
    int before = world.world().simulator().oracle().violations().size();
    world.world().simulator().intercept(new MovesADisk(world, moved));
    try {
      wave.run(Blow.NONE, List.of(new Assignment(Flow.CLEANUP, vm, List.of())));
    } finally {
      world.world().simulator().intercept(world.gate());
    }
    return world.world().simulator().oracle().violations().stream()
        .skip(before)
        .map(Violation::toString)
        .toList();
  }

  /** Once the delete protection of a machine is lifted, a person attaches a disk to it. */
  private record MovesADisk(SweepWorld world, String disk) implements Interceptor {
    @Override
    public Reply around(Arrival arrival, Supplier<Reply> service) {
      Reply reply = world.gate().around(arrival, service);
      if (arrival.name().equals("updateVirtualMachine")) {
        Person person = new Person(world.cloud());
        person.does("detachVolume", Map.of("id", disk));
        String machine = arrival.parameters().get("id");
        person.does("attachVolume", Map.of("id", disk, "virtualmachineid", machine));
      }
      return reply;
    }
  }

  private static Verdict failsOver(Path build, FaultType fault, String call) {
    world.build(List.of(build));
    FaultPoint point = new FaultPoint(Flow.TEST_FAILOVER, new CallPoint(call, 1), fault);
    Assignment work = new Assignment(Flow.TEST_FAILOVER, world.protect(), List.of(point));
    return wave.run(Blow.NONE, List.of(work)).get(0);
  }
}
