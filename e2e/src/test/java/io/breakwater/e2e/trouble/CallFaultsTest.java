package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each call that changes CloudStack fails, or its answer is lost. The calls are those of a run. */
class CallFaultsTest {
  /** Half a second on the wall, which is within the time that a lost call is looked for. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final List<FaultKind> UNSEEN =
      List.of(
          FaultKind.LOST_ANSWER,
          FaultKind.AFTER_EFFECT,
          FaultKind.LATE_EFFECT,
          FaultKind.CONNECTION_RESET,
          FaultKind.JOB_VANISHES);

  private final TroubleWorld world = TroubleWorld.shared();
  private final Phases phases = new Phases(world);
  private final Calls calls = new Calls(world);
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
  }

  /** One VM per kind of fault, which strikes the first call of each command. */
  @Test
  void doesNothingTwiceWhateverHappensToAnswers() {
    ProtectedContext model = world.windowsVm("model", 2);
    List<ProtectedContext> vms = UNSEEN.stream().map(k -> world.windowsVm("unseen", 2)).toList();
    Map<String, Boolean> forth = callsOf(OperationKind.TEST_FAILOVER, model);
    Map<String, Boolean> back = callsOf(OperationKind.CLEANUP, model);
    long moment = world.judge().now();

    struck(OperationKind.TEST_FAILOVER, vms, forth);
    effects.assertNothingTwiceSince(moment);
    world.judge().assertFailedOver(vms);

    struck(OperationKind.CLEANUP, vms, back);
    world.judge().assertReady(vms);
  }

  /** One VM per command: CloudStack refuses its first call for good. */
  @Test
  void rollsBackWhenCloudStackRefusesACall() {
    ProtectedContext model = world.windowsVm("model", 2);
    Map<String, Boolean> forth = callsOf(OperationKind.TEST_FAILOVER, model);
    Map<String, Boolean> back = callsOf(OperationKind.CLEANUP, model);
    Map<ProtectedContext, String> refused = new LinkedHashMap<>();
    forth.keySet().forEach(command -> refused.put(world.windowsVm("refused", 2), command));

    refused.forEach((vm, command) -> fail(vm, command, forth.get(command), 431));
    List<Ended> ends = runAll(OperationKind.TEST_FAILOVER, refused.keySet());
    assertThat(ends)
        .allSatisfy(e -> assertThat(e.end()).as(e.summary()).isEqualTo(End.ROLLED_BACK));
    assertThat(ends).allSatisfy(e -> assertThat(e.result().failures()).isNotEmpty());
    world.judge().assertReady(refused.keySet());

    List<ProtectedContext> again = List.copyOf(refused.keySet()).subList(0, back.size());
    phases.endWell(OperationKind.TEST_FAILOVER, again);
    List<String> commands = List.copyOf(back.keySet());
    for (int i = 0; i < again.size(); i++) {
      fail(again.get(i), commands.get(i), back.get(commands.get(i)), 431);
    }
    assertThat(runAll(OperationKind.CLEANUP, again))
        .allSatisfy(e -> assertThat(e.end()).as(e.summary()).isEqualTo(End.COMPLETED));
    world.judge().assertReady(again);
  }

  /** One VM per code: the first call of every command fails with it, the second one works. */
  @Test
  void triesAgainWhatCloudStackMayDoLater() {
    ProtectedContext model = world.windowsVm("model", 2);
    Map<String, Boolean> forth = callsOf(OperationKind.TEST_FAILOVER, model);
    Map<String, Boolean> back = callsOf(OperationKind.CLEANUP, model);
    ProtectedContext internal = world.windowsVm("failed", 2);
    ProtectedContext capacity = world.windowsVm("failed", 2);
    List<ProtectedContext> vms = List.of(internal, capacity);

    // A deploy whose job fails leaves a VM in Error: that is not tried again.
    forth.put("deployVirtualMachine", false);
    forth.forEach((command, job) -> fail(internal, command, job, 530));
    forth.forEach((command, job) -> fail(capacity, command, job, 533));
    phases.endWell(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);

    back.forEach((command, job) -> fail(internal, command, job, 530));
    back.forEach((command, job) -> fail(capacity, command, job, 533));
    phases.cleanUp(vms);
    world.judge().assertReady(vms);
  }

  private void fail(ProtectedContext vm, String command, boolean job, int code) {
    FaultKind kind = job ? FaultKind.JOB_FAILURE : FaultKind.BEFORE_EFFECT;
    calls.play(command, kind, vm, fault -> fault.saying(code, code + ": simulated refusal"));
  }

  private void struck(
      OperationKind kind, List<ProtectedContext> vms, Map<String, Boolean> commands) {
    for (int i = 0; i < vms.size(); i++) {
      FaultKind fault = UNSEEN.get(i);
      ProtectedContext vm = vms.get(i);
      UnaryOperator<Fault> more =
          fault == FaultKind.LATE_EFFECT ? f -> f.delay(LATE) : UnaryOperator.identity();
      commands.keySet().forEach(command -> calls.play(command, fault, vm, more));
    }
    assertThat(runAll(kind, vms))
        .allSatisfy(e -> assertThat(e.end()).as(e.summary()).isEqualTo(End.COMPLETED));
  }

  private List<Ended> runAll(OperationKind kind, Iterable<ProtectedContext> vms) {
    List<Run> runs = new ArrayList<>();
    vms.forEach(vm -> runs.add(world.operations().start(kind, vm)));
    return runs.stream().map(Run::end).toList();
  }

  /** What an undisturbed operation asks of CloudStack. */
  private Map<String, Boolean> callsOf(OperationKind kind, ProtectedContext model) {
    long moment = world.judge().now();
    assertThat(world.operations().start(kind, model).end().end()).isEqualTo(End.COMPLETED);
    return calls.usedSince(moment, model);
  }
}
