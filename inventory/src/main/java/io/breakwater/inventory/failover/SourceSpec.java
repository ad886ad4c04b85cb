package io.breakwater.inventory.failover;

import io.breakwater.inventory.Json;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.disk.Guest;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.VolumeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** {@code failover_jobs.source_vm_spec}, with the keys the old system wrote. */
final class SourceSpec {
  private static final long GB = 1L << 30;

  private final Disks disks;
  private final Transactions transactions;

  SourceSpec(Jdbi jdbi) {
    this.disks = new Disks(jdbi);
    this.transactions = new Transactions(jdbi);
  }

  String json(OperationRef operation) {
    Guest guest = disks.guest(operation.context());
    List<DiskRow> rows = disks.of(operation.context());
    String name = vmName(operation);
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", name);
    spec.put("display_name", name);
    spec.put("cpus", guest.cpus());
    spec.put("memory_mb", guest.memoryMb());
    spec.put("os_type", guest.osType());
    spec.put("root_disk_size_gb", rows.isEmpty() ? 0 : gigabytes(rows.get(0)));
    spec.put("disks", rows.stream().map(SourceSpec::disk).toList());
    spec.put("total_disk_count", rows.size());
    return Json.write(spec);
  }

  private String vmName(OperationRef operation) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT vm_name FROM vm_replication_contexts WHERE context_id = :context")
                .bind("context", operation.context().value())
                .mapTo(String.class)
                .findOne()
                .orElse(operation.vmName()));
  }

  private static Map<String, Object> disk(DiskRow row) {
    VolumeId volume = row.volume();
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("disk_id", row.id().value());
    disk.put("volume_id", volume == null ? "" : volume.value());
    disk.put("size_gb", gigabytes(row));
    disk.put("is_root", row.id().isOs());
    disk.put("device_path", row.devicePath() == null ? "" : row.devicePath());
    return disk;
  }

  private static long gigabytes(DiskRow row) {
    return (row.sizeBytes() + GB - 1) / GB;
  }
}
