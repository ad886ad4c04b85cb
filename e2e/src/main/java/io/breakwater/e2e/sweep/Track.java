package io.breakwater.e2e.sweep;

import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The calls of one run, counted; the faults of its points happen to them, each once. Thread-safe.
 */
final class Track {
  private final String context;
  private final List<FaultPoint> armed = new ArrayList<>();
  private final List<FaultPoint> played = new ArrayList<>();
  private final Faulty faulty;
  private final Rounds rounds;
  private final List<SeenCall> seen = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private volatile long lastFaultAt = System.nanoTime();
  private volatile boolean arrived;
  private volatile boolean frozen;

  Track(String context, List<FaultPoint> points, Faulty faulty, Rounds rounds) {
    this.context = context;
    this.armed.addAll(points);
    this.faulty = faulty;
    this.rounds = rounds;
  }

  /** What happens to a call of this run. */
  Reply pass(String name, Arrival arrival, Supplier<Reply> service) {
    CallPoint point = count(name);
    FaultPoint fault = take(point);
    if (fault == null) {
      if (frozen && point.isOurs()) {
        rounds.current().await();
        return null;
      }
      return note(point, service.get());
    }
    return note(point, faulty.play(fault.fault(), arrival, service, this));
  }

  private synchronized CallPoint count(String name) {
    return new CallPoint(name, counts.merge(name, 1, Integer::sum));
  }

  private synchronized FaultPoint take(CallPoint point) {
    for (FaultPoint fault : armed) {
      if (fault.call().equals(point)) {
        armed.remove(fault);
        played.add(fault);
        lastFaultAt = System.nanoTime();
        return fault;
      }
    }
    return null;
  }

  private synchronized Reply note(CallPoint point, Reply reply) {
    seen.add(new SeenCall(point, isJob(point, reply)));
    return reply;
  }

  private static boolean isJob(CallPoint point, Reply reply) {
    return point.isToCloudStack()
        && !point.isRead()
        && reply != null
        && reply.body().contains("\"jobid\"");
  }

  /** From here on its calls wait: nothing more is to happen before the blow. */
  void freeze() {
    frozen = true;
  }

  /** It is where the blow is to hit it. */
  void arrive() {
    arrived = true;
  }

  boolean hasArrived() {
    return arrived;
  }

  String context() {
    return context;
  }

  /** The barrier of the next blow. */
  Barrier barrier() {
    return rounds.current();
  }

  /** The blow has come; the next one finds it on its way again. */
  void goOn() {
    arrived = false;
    frozen = false;
  }

  /** Whether no blow can find it at a point any more. */
  synchronized boolean isPastBlows() {
    return armed.stream().allMatch(point -> point.fault().blow().isNone());
  }

  /** When the last fault happened, or the run began; by {@link System#nanoTime()}. */
  long lastFaultAt() {
    return lastFaultAt;
  }

  /** The faults that happened. */
  synchronized List<FaultPoint> played() {
    return List.copyOf(played);
  }

  /** What passed so far, in order. */
  synchronized List<SeenCall> seen() {
    return List.copyOf(seen);
  }
}
