package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobSource;
import io.breakwater.activities.cloudstack.CloudStackException;
import io.breakwater.activities.cloudstack.CsJob;
import io.breakwater.vm.VolumeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's operations that are really at work, without those it lost in a restart.
 *
 * <p>A lost operation stays pending or executing in the daemon's database for ever. It is taken for
 * lost when it showed no progress for {@link VolumeDaemonConfig#lostAfter} although the daemon
 * answered, and CloudStack, asked meanwhile, had no job on its volume. While CloudStack does not
 * answer, nothing counts as lost. An operation that the daemon last touched a day ago is lost at
 * once, because the daemon itself gives up after minutes. What became of the volume only CloudStack
 * can tell.
 *
 * <p>Thread-safe; one per daemon and process.
 */
public final class LiveOperations implements JobSource {
  private static final Logger LOG = LoggerFactory.getLogger(LiveOperations.class);

  /** Generous, because a daemon may write local time as UTC. */
  private static final Duration ANCIENT = Duration.ofHours(24);

  private final VolumeDaemon daemon;
  private final Supplier<List<CsJob>> cloudJobs;
  private final VolumeDaemonConfig config;
  private final Clock clock;
  private final Map<String, Sighting> sightings = new HashMap<>();

  /**
   * Watches a daemon.
   *
   * @param cloudJobs CloudStack's pending jobs; asked only while an operation is suspect
   */
  public LiveOperations(
      VolumeDaemon daemon,
      Supplier<List<CsJob>> cloudJobs,
      VolumeDaemonConfig config,
      Clock clock) {
    this.daemon = daemon;
    this.cloudJobs = cloudJobs;
    this.config = config;
    this.clock = clock;
  }

  /** Every operation at work. */
  public List<DaemonOperation> live() {
    List<DaemonOperation> open = daemon.open();
    Set<String> suspects = note(open);
    if (!suspects.isEmpty()) {
      List<DaemonOperation> suspected =
          open.stream().filter(o -> suspects.contains(o.id())).toList();
      judge(suspected, jobs());
    }
    return open.stream().filter(o -> !isLost(o.id())).toList();
  }

  /** The operations at work on one volume. */
  public List<DaemonOperation> liveOn(VolumeId volume) {
    return live().stream().filter(o -> volume.equals(o.volume())).toList();
  }

  @Override
  public Set<String> pending() {
    return live().stream().map(DaemonOperation::id).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<JobEnd> result(String id) {
    Optional<DaemonOperation> found = daemon.operation(id);
    if (found.isEmpty()) {
      // The daemon says 404 for a broken database too; a list it can answer rules that out.
      boolean open = daemon.open().stream().anyMatch(o -> o.id().equals(id));
      found = open ? Optional.empty() : daemon.operation(id);
      return found.isEmpty() && !open ? Optional.of(new JobEnd.Vanished()) : Optional.empty();
    }
    DaemonOperation operation = found.get();
    return switch (operation.status()) {
      case COMPLETED -> Optional.of(new JobEnd.Succeeded(operation.id()));
      case FAILED -> Optional.of(new JobEnd.Failed(0, operation.error()));
      case CANCELLED -> Optional.of(new JobEnd.Failed(0, "cancelled"));
      case PENDING, EXECUTING -> isLost(id) ? Optional.of(new JobEnd.Vanished()) : Optional.empty();
      case OTHER -> Optional.empty();
    };
  }

  /** Returns those that showed no progress for long enough to ask CloudStack about them. */
  private synchronized Set<String> note(List<DaemonOperation> open) {
    Instant now = clock.instant();
    Map<String, Sighting> before = Map.copyOf(sightings);
    sightings.clear();
    for (DaemonOperation operation : open) {
      Sighting last = before.get(operation.id());
      boolean continues =
          last != null
              && last.operation().equals(operation)
              && now.isBefore(last.seen().plus(config.lostAfter()));
      boolean lost = last != null && last.lost() && last.operation().equals(operation);
      Instant quietSince = continues ? last.quietSince() : now;
      sightings.put(operation.id(), new Sighting(operation, now, quietSince, lost));
    }
    return open.stream()
        .filter(o -> !sightings.get(o.id()).lost())
        .filter(o -> isAncient(o, now) || isQuiet(o, now, config.suspectAfter()))
        .map(DaemonOperation::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isQuiet(DaemonOperation operation, Instant now, Duration since) {
    return !now.isBefore(sightings.get(operation.id()).quietSince().plus(since));
  }

  private static boolean isAncient(DaemonOperation operation, Instant now) {
    return operation.updatedAt() != null && operation.updatedAt().plus(ANCIENT).isBefore(now);
  }

  private synchronized void judge(List<DaemonOperation> suspects, Optional<List<CsJob>> jobs) {
    Instant now = clock.instant();
    for (DaemonOperation operation : suspects) {
      Sighting sighting = sightings.get(operation.id());
      if (sighting == null) {
        continue;
      }
      boolean atWork = jobs.isEmpty() || jobs.get().stream().anyMatch(job -> mayBe(operation, job));
      if (atWork) {
        sightings.put(operation.id(), new Sighting(operation, sighting.seen(), now, false));
      } else if (isAncient(operation, now) || isQuiet(operation, now, config.lostAfter())) {
        LOG.warn(
            "{} shows no progress and CloudStack has no job on it: taken for lost",
            operation.describe());
        sightings.put(
            operation.id(), new Sighting(operation, sighting.seen(), sighting.quietSince(), true));
      }
    }
  }

  private static boolean mayBe(DaemonOperation operation, CsJob job) {
    return operation.volume() == null
        || job.instanceId().isEmpty()
        || job.instanceId().equalsIgnoreCase(operation.volume().value());
  }

  private Optional<List<CsJob>> jobs() {
    try {
      return Optional.of(cloudJobs.get());
    } catch (CloudStackException e) {
      LOG.debug("CloudStack cannot say what is pending: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private synchronized boolean isLost(String id) {
    Sighting sighting = sightings.get(id);
    return sighting != null && sighting.lost();
  }

  /**
   * What was last seen of an operation.
   *
   * @param quietSince since when neither the daemon nor CloudStack showed anything of it, while
   *     both were asked
   */
  private record Sighting(
      DaemonOperation operation, Instant seen, Instant quietSince, boolean lost) {}
}
