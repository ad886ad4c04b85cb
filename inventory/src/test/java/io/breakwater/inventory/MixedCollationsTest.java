package io.breakwater.inventory;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.failover.FailoverStatus;
import io.breakwater.plan.StepName;
import io.breakwater.step.OperationRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs of different years made the old tables, with the collations of their day. */
class MixedCollationsTest {
  private static final List<String> COLUMNS =
      List.of(
          "failover_jobs MODIFY vm_id varchar(255) COLLATE utf8mb4_unicode_ci NOT NULL",
          "failover_jobs MODIFY source_vm_name varchar(255) CHARACTER SET latin1 NOT NULL",
          "failover_jobs MODIFY job_id varchar(255) COLLATE utf8mb4_unicode_ci NOT NULL",
          "network_mappings MODIFY vm_id varchar(255) COLLATE utf8mb4_unicode_ci NOT NULL",
          "network_mappings MODIFY vmware_vm_id varchar(255) CHARACTER SET latin1",
          "ossea_volumes MODIFY snapshot_id varchar(191) COLLATE utf8mb4_unicode_ci",
          "replication_jobs MODIFY source_vm_id varchar(191) COLLATE utf8mb4_unicode_ci NOT NULL",
          "log_events MODIFY message text COLLATE utf8mb4_unicode_ci NOT NULL");

  @Test
  void areComparedAllTheSame() {
    try (Database database = TestDatabase.freshOld()) {
      COLUMNS.forEach(column -> database.jdbi().useHandle(h -> h.execute("ALTER TABLE " + column)));
      database.migrate();
      Inventory inventory = Inventory.over(database.jdbi());
      TestVm vm = TestVm.in(database.jdbi(), "Prüfstand 1", "vc").withDisk("disk-2000");
      OperationRef test = vm.begin(TEST_FAILOVER);
      inventory.jobLog().stepStarted(call(test), 1);
      inventory.failoverJobs().create(test, TEST_FAILOVER);
      inventory.failoverJobs().climb(test.id(), FailoverStatus.completed);
      inventory.contexts().hold(test);

      assertThat(inventory.failoverJobs().lastFailover(vm.context())).contains(test.id());
      assertThat(
              inventory.failoverJobs().climbCleanup(vm.begin(CLEANUP), FailoverStatus.cleaning_up))
          .isTrue();
      assertThat(inventory.machines().destinations(vm.context())).isEmpty();
      assertThat(inventory.sites().mappings(vm.context())).isEmpty();
      assertThat(inventory.disks().protectedVolumes()).containsExactly(vm.disk(0).volume());
      assertThat(inventory.operations().status(vm.context().value())).isPresent();
    }
  }

  private static io.breakwater.step.StepCall call(OperationRef operation) {
    return TestPlan.call(operation, TestPlan.step("hold", StepName.VALIDATION));
  }
}
