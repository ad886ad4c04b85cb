package io.breakwater.e2e.trouble;

import static io.breakwater.e2e.trouble.RecoveryRow.ready;
import static io.breakwater.e2e.trouble.RecoveryRow.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.oma.ReplicationEnd;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What production saw go wrong in the way steps were put together, and what they left behind. */
final class OrchestrationRows {
  private OrchestrationRows() {}

  static Stream<RecoveryRow> rows() {
    return Stream.of(books(), sources(), settings()).flatMap(List::stream);
  }

  private static List<RecoveryRow> books() {
    return List.of(
        ready(
            67,
            "§5.9 no. 26",
            "a failover has two jobs, and the one that the GUI asks for does nothing",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck
                  .rows()
                  .change(
                      "INSERT INTO job_tracking (id, job_type, operation, status, started_at,"
                          + " context_id, external_job_id) VALUES (?, 'failover',"
                          + " 'unified-test-failover', 'running', NOW(), ?,"
                          + " 'unified-test-failover-row-67-1')",
                      UUID.randomUUID().toString(),
                      wreck.vm().contextId());
            }),
        ready(
            72,
            "§5.9 no. 36",
            "no CPUs are stored for a VM whose disks are dirty",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck
                  .rows()
                  .change(
                      "UPDATE vm_disks SET cpu_count = 0 WHERE vm_context_id = ?",
                      wreck.vm().contextId());
            }));
  }

  private static List<RecoveryRow> sources() {
    return List.of(
        ready(
            68,
            "§5.9 no. 28",
            "the final sync of a live failover breaks off, and somebody gives the failover up",
            OrchestrationRows::syncBreaksOff),
        ready(
            69,
            "§5.9 no. 29",
            "the VMA answered that the source is off while its guest shuts down for ever",
            OrchestrationRows::diesWhileTheGuestShutsDown));
  }

  private static void syncBreaksOff(Wreck wreck) {
    ProtectedContext vm = wreck.vm();
    wreck.world().site().oma().nextReplication(vm.contextId(), ReplicationEnd.FAILS);
    Run run = wreck.world().operations().start(OperationKind.LIVE_FAILOVER, vm);
    assertThat(run.isHeldInTheEnd()).isTrue();
    run.decide(new Decision(Choice.GIVE_UP, null, "anna", "not tonight", false));
    Ended ended = run.end();
    assertThat(ended.result().failures()).extracting(f -> f.type()).contains("FinalSyncFailed");
    // Nothing but a replication can bring what it did not.
    wreck.takesContentsForReplica();
  }

  private static void diesWhileTheGuestShutsDown(Wreck wreck) {
    ProtectedContext vm = wreck.vm();
    wreck.world().site().vma().guestIgnoresShutdown(vm.vcenter(), vm.vmwareVmId(), true);
    Run run = wreck.world().operations().start(OperationKind.LIVE_FAILOVER, vm);
    run.awaitRunning("power-off-source");
    run.workflow().terminate("by a test");
  }

  private static List<RecoveryRow> settings() {
    return List.of(
        ready(
                70,
                "§5.9 no. 31",
                "CloudStack's keys were changed while the disks are dirty",
                wreck -> {
                  wreck.old().diedWhileInjecting(wreck.vm());
                  wreck.world().cloud().changeSecretKey("another-secret");
                  wreck
                      .rows()
                      .change(
                          "UPDATE ossea_configs SET secret_key = ? WHERE is_active = 1",
                          "another-secret");
                })
            .alone(),
        refused(
                71,
                "§5.9 no. 33",
                "the only network for a test is a production network whose name says otherwise",
                "NO_TEST_NETWORK",
                wreck ->
                    wreck
                        .rows()
                        .change(
                            "UPDATE network_mappings SET is_test_network = 0,"
                                + " source_network_name = CONCAT(source_network_name, ' test'),"
                                + " destination_network_name = 'OSSEA-L2-test'"
                                + " WHERE vm_context_id = ? AND is_test_network = 1",
                            wreck.vm().contextId()))
            .by(wreck -> wreck.world().operations().testFailover(wreck.vm()).end()));
  }
}
