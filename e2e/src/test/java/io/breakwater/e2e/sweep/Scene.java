package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.Act.Hand;
import io.breakwater.e2e.sweep.Act.Operate;
import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.e2e.trouble.Person;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.site.ProtectedContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where stories of one VM are played, each with a VM of its own. */
final class Scene implements AutoCloseable {
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final SweepWorld world;
  private final Wave wave;
  private final CleanRuns clean;
  private final Person person;

  private Scene(SweepWorld world) {
    this.world = world;
    this.wave = new Wave(world, pool);
    this.clean = CleanRuns.record(world, wave);
    this.person = new Person(world.cloud());
  }

  static Scene open(Path directory) {
    return new Scene(SweepWorld.start(directory));
  }

  /** Plays the story, then has everything taken back; gives what must not have happened. */
  List<String> play(List<Act> story) {
    ProtectedContext vm = world.protect();
    boolean alone = story.stream().noneMatch(Hand.class::isInstance);
    List<String> wrong = new ArrayList<>();
    for (Act act : story) {
      if (act instanceof Operate operation) {
        wrong.addAll(wrongAfter(operation.toString(), run(operation, vm), alone));
      } else {
        does((Hand) act, vm);
      }
    }
    Verdict last = run(new Operate(Flow.ROLLBACK_OF_LIVE, null, 0), vm);
    wrong.addAll(wrongAfter("taking everything back", last, alone));
    if (alone && last.ended().end() != End.COMPLETED) {
      wrong.add("nobody meddled, and yet it could not be taken back: " + last.ended());
    }
    vm.volumeIds().stream()
        .filter(disk -> world.cloud().view().volume(disk).isEmpty())
        .forEach(disk -> wrong.add("the protected disk " + disk + " is gone"));
    return wrong;
  }

  private Verdict run(Operate operation, ProtectedContext vm) {
    List<FaultPoint> points = points(operation);
    Blow blow = points.isEmpty() ? Blow.NONE : operation.fault().blow();
    return wave.run(blow, List.of(new Assignment(operation.flow(), vm, points))).get(0);
  }

  private List<FaultPoint> points(Operate operation) {
    if (operation.fault() == null) {
      return List.of();
    }
    List<CallPoint> calls =
        clean.calls(operation.flow()).stream()
            .filter(operation.fault()::concerns)
            .map(SeenCall::point)
            .toList();
    return calls.isEmpty()
        ? List.of()
        : List.of(
            new FaultPoint(
                operation.flow(), calls.get(operation.call() % calls.size()), operation.fault()));
  }

  /** An operation may ask for a person after a person meddled, but what it says has to be true. */
  private static List<String> wrongAfter(String what, Verdict verdict, boolean alone) {
    List<String> wrong = new ArrayList<>();
    End end = verdict.ended().end();
    if (verdict.ended().stuck() || end == End.COMPLETED || end == End.ROLLED_BACK) {
      wrong.addAll(verdict.problems());
    }
    verdict.violations().stream().filter(v -> isOurs(v, alone)).forEach(wrong::add);
    wrong.replaceAll(text -> "after " + what + ": " + text);
    return wrong;
  }

  /** What a person did, or a guest that a person started, is not ours. */
  private static boolean isOurs(String violation, boolean alone) {
    return !violation.contains("Java-http-client") && (alone || violation.contains("[#"));
  }

  private void does(Hand hand, ProtectedContext vm) {
    Optional<String> machine = machine(vm);
    String data = vm.volumeIds().get(1);
    switch (hand) {
      case STOPS_THE_MACHINE ->
          machine.ifPresent(id -> tries("stopVirtualMachine", Map.of("id", id, "forced", "true")));
      case STARTS_THE_MACHINE ->
          machine.ifPresent(id -> tries("startVirtualMachine", Map.of("id", id)));
      case TAKES_THE_DATA_DISK_OFF -> tries("detachVolume", Map.of("id", data));
      case TAKES_THE_OS_DISK_OFF -> tries("detachVolume", Map.of("id", vm.osVolumeId()));
      case BRINGS_THE_DATA_DISK_HOME -> {
        String appliance = world.world().site().applianceVmId();
        tries("attachVolume", Map.of("id", data, "virtualmachineid", appliance));
      }
      case DESTROYS_THE_MACHINE ->
          machine.ifPresent(id -> tries("destroyVirtualMachine", Map.of("id", id)));
    }
  }

  private Optional<String> machine(ProtectedContext vm) {
    return world.cloud().view().vms().stream()
        .filter(m -> vm.contextId().equals(m.details().get("breakwater.context")))
        .map(VmView::id)
        .findFirst();
  }

  /** CloudStack may refuse. */
  private void tries(String command, Map<String, String> parameters) {
    try {
      person.does(command, parameters);
    } catch (AssertionError refused) {
      System.out.println("CloudStack refused a person's " + command);
    }
  }

  @Override
  public void close() {
    world.close();
    pool.shutdownNow();
  }
}
