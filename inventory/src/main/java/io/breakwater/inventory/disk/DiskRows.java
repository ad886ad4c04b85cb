package io.breakwater.inventory.disk;

import io.breakwater.inventory.Columns;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.VolumeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;

/** From a row of {@code vm_disks} with its volume to a record. */
final class DiskRows {
  /** OS disk first; disk-9 before disk-10. */
  static final Comparator<DiskRow> ORDER =
      Comparator.<DiskRow, Boolean>comparing(d -> !d.id().isOs())
          .thenComparing(d -> d.id().value().length())
          .thenComparing(d -> d.id().value());

  private static final long GB = 1L << 30;

  private DiskRows() {}

  static DiskRow read(ResultSet row) throws SQLException {
    String volume = Columns.text(row, "volume_id");
    return new DiskRow(
        new DiskId(row.getString("disk_id")),
        volume == null ? null : new VolumeId(volume),
        Columns.text(row, "volume_name"),
        size(row),
        orEmpty(Columns.text(row, "disk_change_id")),
        orEmpty(Columns.text(row, "os_type")),
        row.getInt("cpu_count"),
        row.getInt("memory_mb"),
        NetworkConfig.nics(row.getString("network_config")),
        Columns.text(row, "bios_setup"),
        Columns.text(row, "device_path"));
  }

  private static long size(ResultSet row) throws SQLException {
    long bytes = row.getLong("capacity_bytes");
    if (bytes > 0) {
      return bytes;
    }
    long gigabytes = row.getLong("size_gb");
    return GB * (gigabytes > 0 ? gigabytes : Math.max(0, row.getLong("volume_gb")));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
