package io.breakwater.inventory;

import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.operation.OperationKind;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A protected VM as the old system's programs would have stored it. */
public final class TestVm {
  private final Jdbi jdbi;
  private final String name;
  private final String vmwareId = UUID.randomUUID().toString();
  private final ContextId context;
  private final List<DiskRef> disks = new ArrayList<>();

  private TestVm(Jdbi jdbi, String name, String vcenter) {
    this.jdbi = jdbi;
    this.name = name;
    this.context = new ContextId("ctx-" + UUID.randomUUID().toString().substring(0, 20));
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "INSERT INTO vm_replication_contexts (context_id, vm_name, vmware_vm_id, vm_path,"
                  + " vcenter_host, datacenter, current_status, cpu_count, memory_mb, os_type)"
                  + " VALUES (?, ?, ?, '/dc/vm', ?, 'dc', 'ready_for_failover', 2, 4096,"
                  + " 'windows')",
              context.value(),
              name,
              vmwareId,
              vcenter);
          handle.execute(
              "INSERT INTO replication_jobs (id, vm_context_id, source_vm_id, source_vm_name,"
                  + " source_vm_path, v_center_host, datacenter, replication_type, status,"
                  + " created_at) VALUES (?, ?, ?, ?, '/dc/vm', ?, 'dc', 'initial', 'completed',"
                  + " '2026-01-01 10:00:00')",
              firstJob(),
              context.value(),
              vmwareId,
              name,
              vcenter);
        });
  }

  public static TestVm create() {
    return named("vm-" + UUID.randomUUID());
  }

  public static TestVm named(String name) {
    return in(TestDatabase.jdbi(), name, "vcenter-1");
  }

  public static TestVm in(Jdbi jdbi, String name, String vcenter) {
    return new TestVm(jdbi, name, vcenter);
  }

  /** Adds a disk with its volume. */
  public TestVm withDisk(String diskId) {
    VolumeId volume = new VolumeId(UUID.randomUUID().toString());
    jdbi.useHandle(
        handle -> {
          long row =
              handle
                  .createUpdate(
                      "INSERT INTO ossea_volumes (vm_context_id, volume_id, volume_name, size_gb,"
                          + " status) VALUES (?, ?, ?, 40, 'attached')")
                  .bind(0, context.value())
                  .bind(1, volume.value())
                  .bind(2, name + "-" + diskId)
                  .executeAndReturnGeneratedKeys()
                  .mapTo(Long.class)
                  .one();
          insertDisk(diskId, row);
        });
    disks.add(new DiskRef(new DiskId(diskId), volume));
    return this;
  }

  /** Adds a disk that has no volume. */
  public TestVm withDiskWithoutVolume(String diskId) {
    insertDisk(diskId, null);
    return this;
  }

  private void insertDisk(String diskId, Long volumeRow) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO vm_disks (vm_context_id, job_id, disk_id, vm_dk_path, size_gb,"
                    + " capacity_bytes, ossea_volume_id, disk_change_id, cpu_count, memory_mb,"
                    + " os_type, network_config) VALUES (?, ?, ?, '[ds] vm.vmdk', 40, ?, ?,"
                    + " '52 de/7', 4, 8192, 'windows', ?)",
                context.value(),
                firstJob(),
                diskId,
                40L << 30,
                volumeRow,
                "[{\"network_name\":\"VM Network\",\"mac_address\":\"00:50:56:01:02:03\"}]"));
  }

  /** Changes the context's row. */
  public TestVm set(String column, Object value) {
    execute(
        "UPDATE vm_replication_contexts SET " + column + " = ? WHERE context_id = ?",
        value,
        context.value());
    return this;
  }

  public void execute(String sql, Object... arguments) {
    jdbi.useHandle(handle -> handle.execute(sql, arguments));
  }

  public <T> T query(Class<T> type, String sql, Object... arguments) {
    return jdbi.withHandle(handle -> handle.select(sql, arguments).mapTo(type).one());
  }

  /** Begins an operation with its records, without the lease. */
  public OperationRef begin(OperationKind kind) {
    OperationRef operation = operation();
    Begin begin =
        new Begin(
            operation.id(),
            kind,
            context,
            "vm/" + context,
            operation.id().value(),
            "job-" + name + "-" + operation.id().value().substring(0, 8),
            Instant.parse("2026-11-21T10:00:00Z"),
            "anna",
            List.of(),
            null,
            null,
            null);
    new Operations(jdbi).begin(begin, name);
    new JobLog(jdbi).begin(begin, name, vmwareId);
    return operation;
  }

  /** An operation that nothing is recorded of. */
  public OperationRef operation() {
    return new OperationRef(new OperationId(UUID.randomUUID().toString()), context, name, 1, 1);
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public ContextId context() {
    return context;
  }

  public String name() {
    return name;
  }

  public String vmwareId() {
    return vmwareId;
  }

  public String firstJob() {
    return "job-" + context;
  }

  public DiskRef disk(int index) {
    return disks.get(index);
  }
}
