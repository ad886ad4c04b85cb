package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.operation.Failures;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.breakwater.simulator.embedded.TemporalOptions;
import io.breakwater.simulator.site.ProtectedContext;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two installations, each with its own Temporal server, share one database: never both at once. */
class SecondInstallationTest {
  private static TroubleWorld world;
  private static EmbeddedTemporal temporal;
  private static WorkflowServiceStubs service;
  private static JavaProcess worker;
  private static Operations others;

  @BeforeAll
  static void install() {
    world = TroubleWorld.shared();
    temporal = EmbeddedTemporal.start(new TemporalOptions(Optional.empty(), 0, 0));
    service =
        WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build(),
            Duration.ofSeconds(30));
    others = new Operations(WorkflowClient.newInstance(service));
    worker =
        world
            .world()
            .startWorker(
                "second-installation",
                Map.of(
                    "BREAKWATER_INSTALLATION",
                    "second",
                    "TEMPORAL_ADDRESS",
                    temporal.address(),
                    "TEMPORAL_NAMESPACE",
                    temporal.namespace()));
  }

  @AfterAll
  static void uninstall() {
    worker.close();
    service.shutdownNow();
    temporal.close();
  }

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void waitsUntilTheOtherInstallationIsDone() {
    ProtectedContext vm = world.windowsVm("held", 2);
    Hold start =
        world.cloud().hold(Hold.At.JOB, call -> call.command().equals("startVirtualMachine"));
    Run first = world.operations().testFailover(vm);
    await().atMost(Duration.ofSeconds(60)).until(() -> start.keeps() == 1);

    Run second = others.start(OperationKind.CLEANUP, vm);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(second.pendingFailures()).contains(Failures.LEASE_HELD));
    assertThat(second.steps()).isEmpty();
    start.release();

    assertThat(first.end().end()).isEqualTo(End.COMPLETED);
    Ended ended = second.end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  @Test
  void letsOneOfTwoWinWhenBothStartAtTheSameMoment() {
    ProtectedContext vm = world.windowsVm("contested", 2);

    List<Run> runs = List.of(world.operations().testFailover(vm), others.testFailover(vm));

    List<Ended> ends = runs.stream().map(Run::end).toList();
    assertThat(ends).extracting(Ended::end).containsExactlyInAnyOrder(End.COMPLETED, End.REFUSED);
    assertThat(deployed(vm)).isEqualTo(1);
    Ended cleaned = world.operations().cleanup(vm).end();
    assertThat(cleaned.end()).as(cleaned.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  private static long deployed(ProtectedContext vm) {
    return new Effects(world.cloud()).deploysSince(0, vm);
  }
}
