package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.e2e.trouble.Person;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.oracle.Violation;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The sweep finds what it is there for: safeguards that somebody took out. */
class BrokenBuildTest {
  private static final Path LOGS = Path.of("target", "broken", "logs").toAbsolutePath();

  private static final String CLOUDSTACK =
      "activities/src/main/java/io/breakwater/activities/cloudstack/";

  private static final String DISKS =
      "inventory/src/main/java/io/breakwater/inventory/disk/Disks.java";

  @Test
  void seesASecondMachineWhenNothingIsAdopted() {
    Path build =
        BrokenBuild.of(
            "adoption",
            CLOUDSTACK + "Deploying.java",
            ".filter(machine -> isMarked(machine, operation))",
            ".filter(machine -> false)");

    Tally tally = sweep(build, "test-failover: ANSWER_LOST at cloudstack deployVirtualMachine");

    assertThat(violations(tally)).anyMatch(v -> v.startsWith("invariant 6"));
    assertThat(tally.ok()).isFalse();
  }

  @Test
  void seesAWrittenDiskComeHomeWhenDirtyMarksAreIgnored() {
    Path build =
        BrokenBuild.of(
            "dirty",
            DISKS,
            ".createQuery(DirtyDisks.QUERY)",
            ".createQuery(DirtyDisks.QUERY.replace(\" AND dirty\", \" AND FALSE\"))");

    Tally tally = sweep(build, "test-failover: JOB_FAILS_431 at cloudstack startVirtualMachine");

    assertThat(tally.ok()).isFalse();
    assertThat(violations(tally)).isNotEmpty();
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

  private static List<String> destroyedBesides(Path build) {
    ExecutorService pool = Executors.newCachedThreadPool();
    try (SweepWorld world =
        SweepWorld.start(LOGS.resolve("moved"), build == null ? List.of() : List.of(build))) {
      Wave wave = new Wave(world, pool);
      ProtectedContext vm = world.protect();
      String moved = world.protect().volumeIds().get(1);
      wave.run(Blow.NONE, List.of(new Assignment(Flow.TEST_FAILOVER, vm, List.of())));
      world.world().simulator().intercept(new MovesADisk(world, moved));
      wave.run(Blow.NONE, List.of(new Assignment(Flow.CLEANUP, vm, List.of())));
      return world.world().simulator().oracle().violations().stream()
          .map(Violation::toString)
          .toList();
    } finally {
      pool.shutdownNow();
    }
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

  private static List<String> violations(Tally tally) {
    return tally.verdicts().stream().flatMap(v -> v.violations().stream()).toList();
  }

  private static Tally sweep(Path build, String point) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    SweepOptions options =
        new SweepOptions(
            Duration.ofMinutes(5), 1, p -> p.toString().startsWith(point), false, fault -> 1, 4);
    Path logs = LOGS.resolve(build.getParent().getFileName());
    try (SweepWorld world = SweepWorld.start(logs, List.of(build))) {
      return new Sweep(world, options, out).run();
    }
  }
}
