package io.breakwater.simulator.oma;

import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.oma.ReplicationRows.Disk;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs replications in the background. */
final class Replications {

  private static final Logger log = LoggerFactory.getLogger(Replications.class);
  private static final int SLICES = 4;

  private final ReplicationRows rows;
  private final ReplicaDisk replica;
  private final Pace pace;
  private final Map<String, ReplicationEnd> nextEnds = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final Map<String, Keeping> keeping = new ConcurrentHashMap<>();
  private volatile Duration takes = Duration.ofSeconds(20);
  private ExecutorService background;

  Replications(ReplicationRows rows, ReplicaDisk replica, Pace pace) {
    this.rows = rows;
    this.replica = replica;
    this.pace = pace;
  }

  void next(String contextId, ReplicationEnd end) {
    nextEnds.put(contextId, end);
  }

  Duration takes() {
    return takes;
  }

  void takes(Duration duration) {
    takes = duration;
  }

  void cancel(String jobId) {
    cancelled.add(jobId);
  }

  void keep(String contextId) {
    keeping.put(contextId, new Keeping());
  }

  boolean keeps(String contextId) {
    Keeping kept = keeping.get(contextId);
    return kept != null && kept.caught().getCount() == 0;
  }

  void letGo(String contextId) {
    Keeping kept = keeping.remove(contextId);
    if (kept != null) {
      kept.free().countDown();
    }
  }

  void letGo() {
    List.copyOf(keeping.keySet()).forEach(this::letGo);
  }

  synchronized void start() {
    if (background == null) {
      background =
          Executors.newCachedThreadPool(task -> JsonServer.daemonThread(task, "oma-replication"));
    }
  }

  synchronized void stop() {
    if (background == null) {
      return;
    }
    background.shutdownNow();
    try {
      if (!background.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("a replication of the stopped OMA still runs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    background = null;
  }

  synchronized String begin(String contextId) throws SQLException {
    List<Disk> disks = rows.disks(contextId);
    boolean incremental = disks.stream().allMatch(Disk::copiedBefore);
    String jobId = rows.begin(contextId, incremental);
    ReplicationEnd end = nextEnds.getOrDefault(contextId, ReplicationEnd.COMPLETES);
    nextEnds.remove(contextId);
    if (background != null) {
      background.execute(() -> run(jobId, contextId, disks, end));
    }
    return jobId;
  }

  private void run(String jobId, String contextId, List<Disk> disks, ReplicationEnd end) {
    try {
      replicate(jobId, contextId, disks, end);
    } catch (IOException e) {
      fail(jobId, contextId, e.getMessage());
    } catch (SQLException e) {
      log.warn("replication {} cannot be recorded: {}", jobId, e.toString());
    } catch (InterruptedException e) {
      log.debug("replication {} forgotten by a stop", jobId, e);
    }
  }

  private void replicate(String jobId, String contextId, List<Disk> disks, ReplicationEnd end)
      throws IOException, SQLException, InterruptedException {
    for (Disk disk : disks) {
      replica.write(disk.volumeId(), jobId + " " + disk.diskId() + " begins", false);
    }
    for (int slice = 1; slice <= SLICES; slice++) {
      pace.sleep(takes.dividedBy(SLICES));
      rows.progress(jobId, 100.0 * slice / (SLICES + 1));
      boolean halfWay = slice == SLICES / 2;
      if (cancelled.remove(jobId) || (halfWay && end == ReplicationEnd.IS_CANCELLED)) {
        breakOff(jobId, disks);
        rows.cancelled(jobId, contextId);
        return;
      }
      if (halfWay && end == ReplicationEnd.FAILS) {
        breakOff(jobId, disks);
        rows.failed(jobId, contextId, "simulated failure of the transfer");
        return;
      }
      if (halfWay && end == ReplicationEnd.STALLS) {
        new CountDownLatch(1).await();
      }
    }
    awaitLetGo(contextId);
    for (Disk disk : disks) {
      replica.write(disk.volumeId(), jobId + " " + disk.diskId(), true);
      rows.copied(jobId, contextId, disk, nextChangeId(disk.changeId()));
    }
    rows.completed(jobId, contextId);
  }

  private void awaitLetGo(String contextId) throws InterruptedException {
    Keeping kept = keeping.get(contextId);
    if (kept != null) {
      kept.caught().countDown();
      kept.free().await();
    }
  }

  /** The writer is gone; what it left is older and newer blocks in a mixture. */
  private void breakOff(String jobId, List<Disk> disks) throws IOException, InterruptedException {
    for (Disk disk : disks) {
      replica.write(disk.volumeId(), jobId + " " + disk.diskId() + " broken off", true);
    }
  }

  private void fail(String jobId, String contextId, String error) {
    try {
      rows.failed(jobId, contextId, error);
    } catch (SQLException e) {
      log.warn("failure of replication {} cannot be recorded: {}", jobId, e.toString());
    }
  }

  /** VMware's change ids are a disk's UUID and a number that grows. */
  private static String nextChangeId(String changeId) {
    if (changeId == null || changeId.lastIndexOf('/') < 0) {
      long id = ThreadLocalRandom.current().nextLong();
      return "52 %02x %02x 7e 3b 0a 44 81-7f 0e 21 5c 6b 9d 12 aa/1"
          .formatted(id & 0xff, (id >> 8) & 0xff);
    }
    int slash = changeId.lastIndexOf('/');
    long number = Long.parseLong(changeId.substring(slash + 1));
    return changeId.substring(0, slash + 1) + (number + 1);
  }

  /** A replication that is to be kept, and whether one is. */
  private record Keeping(CountDownLatch caught, CountDownLatch free) {
    Keeping() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }
  }
}
