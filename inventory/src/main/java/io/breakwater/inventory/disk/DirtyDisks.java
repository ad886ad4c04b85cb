package io.breakwater.inventory.disk;

/** Which disks of a VM count as dirty. */
final class DirtyDisks {
  /** Who dirtied a disk that the old system worked on. */
  private static final String OLD_SYSTEM = "old-system";

  private static final String MARKED =
      "SELECT disk_id, volume_id, dirtied_by, injected, started, why, since FROM breakwater_disks"
          + " WHERE context_id = :context AND dirty";

  /**
   * The old engine took its snapshots right before it let anything write to the disks, and kept
   * them until they were reverted. Its snapshot in the slot therefore says "dirty", unless the disk
   * was known to be clean later than that.
   */
  private static final String OF_OLD_SYSTEM =
      "SELECT d.disk_id, v.volume_id, '"
          + OLD_SYSTEM
          + "' AS dirtied_by, 0 AS injected, 0 AS started,"
          + " 'the old system took a snapshot of it and went on' AS why,"
          + " COALESCE(v.snapshot_created_at, UTC_TIMESTAMP(6)) AS since"
          + " FROM vm_disks d JOIN ossea_volumes v ON v.id = d.ossea_volume_id"
          + " LEFT JOIN breakwater_disks m ON m.volume_id = v.volume_id"
          + " WHERE d.vm_context_id = :context AND v.volume_id <> '' AND v.snapshot_id <> ''"
          + " AND NOT COALESCE(m.dirty, 0)"
          + " AND (m.clean_at IS NULL OR m.clean_at < v.snapshot_created_at)"
          + " AND NOT EXISTS (SELECT 1 FROM breakwater_snapshots s WHERE s.volume_id = v.volume_id"
          + " AND s.snapshot_id = v.snapshot_id AND s.operation_id NOT LIKE 'old/%')";

  static final String QUERY =
      "SELECT * FROM (" + MARKED + " UNION ALL " + OF_OLD_SYSTEM + ") dirty ORDER BY disk_id";

  /**
   * Of operations that neither closed their books nor hold the VM now: they were terminated, or the
   * database was restored to a moment at which they were at work, and nobody knows how far they
   * came after that.
   */
  static final String UNFINISHED =
      "SELECT s.disk_id, s.volume_id, s.operation_id AS dirtied_by, 0 AS injected, 0 AS started,"
          + " 'the operation that took its snapshot never ended in the books' AS why,"
          + " s.intended_at AS since FROM breakwater_snapshots s"
          + " JOIN breakwater_operations o ON o.operation_id = s.operation_id"
          + " LEFT JOIN breakwater_disks d ON d.volume_id = s.volume_id"
          + " WHERE s.context_id = :context AND s.state <> 'forgotten' AND o.finished_at IS NULL"
          + " AND NOT COALESCE(d.dirty, 0)"
          + " AND (d.clean_at IS NULL OR d.clean_at < s.intended_at)"
          + " AND NOT EXISTS (SELECT 1 FROM breakwater_leases l WHERE l.context_id = s.context_id"
          + " AND l.operation_id = s.operation_id AND l.expires_at > UTC_TIMESTAMP(6))";

  private DirtyDisks() {}
}
