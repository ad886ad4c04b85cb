package io.breakwater.simulator.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything on one disk, oldest write first. Immutable; a snapshot simply keeps one of these. */
public record DiskContents(List<DiskWrite> writes) {

  /** A disk on which nothing was written. */
  public static final DiskContents EMPTY = new DiskContents(List.of());

  public DiskContents {
    writes = List.copyOf(writes);
  }

  /** These contents with one more write at the end. */
  public DiskContents with(DiskWrite write) {
    List<DiskWrite> more = new ArrayList<>(writes);
    more.add(write);
    return new DiskContents(more);
  }

  /** The newest write, if there is any. */
  public Optional<DiskWrite> last() {
    return writes.isEmpty() ? Optional.empty() : Optional.of(writes.get(writes.size() - 1));
  }

  /** True when anything but the replication wrote on the disk: it is no longer the replica. */
  public boolean dirty() {
    return writes.stream().anyMatch(write -> !write.byReplication());
  }

  /** True while some writer has begun something that it has not completed. */
  public boolean halfWritten() {
    return writes.stream().map(DiskWrite::writer).distinct().anyMatch(this::inTheMiddle);
  }

  /** True while the replication is in the middle of a write. */
  public boolean replicationWriting() {
    return inTheMiddle(DiskWrite.REPLICATION);
  }

  /** True while this writer has begun something that it has not completed. */
  public boolean inTheMiddle(String writer) {
    for (int i = writes.size() - 1; i >= 0; i--) {
      if (writes.get(i).writer().equals(writer)) {
        return !writes.get(i).complete();
      }
    }
    return false;
  }

  /** True when the replication wrote something here that the older contents do not hold. */
  public boolean replicatedSince(DiskContents older) {
    return writes.stream()
        .filter(DiskWrite::byReplication)
        .anyMatch(w -> !older.writes.contains(w));
  }
}
