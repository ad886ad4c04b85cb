package io.breakwater.e2e.sweep;

import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Plays the faults on single calls. */
final class Faulty {
  private static final Duration LATE = Duration.ofMillis(400);
  private static final Duration STALL = Duration.ofSeconds(30);

  /** Until an answer that was sent has been read. */
  private static final Duration READ = Duration.ofMillis(150);

  private static final Set<String> HIDDEN = Set.of("apikey", "signature", "response", "command");

  private final SimulatedCloud cloud;
  private final Executor pool;
  private final Consumer<String> cancel;
  private final Consumer<String> terminate;

  Faulty(SimulatedCloud cloud, Executor pool, Consumer<String> cancel, Consumer<String> terminate) {
    this.cloud = cloud;
    this.pool = pool;
    this.cancel = cancel;
    this.terminate = terminate;
  }

  Reply play(FaultType fault, Arrival arrival, Supplier<Reply> service, Track track) {
    return switch (fault) {
      case KILLED_BEFORE, DAEMON_RESTARTED_BEFORE -> before(service, arrival, track);
      case KILLED_AFTER_EFFECT, DAEMON_RESTARTED_AFTER -> afterEffect(service, track, false);
      case DELIVERED_TWICE, STALLED_PAST_LEASE, DATABASE_CUT -> afterEffect(service, track, true);
      case KILLED_AFTER_ANSWER -> afterAnswer(service, track);
      case ANSWER_LOST -> lost(service.get());
      case EFFECT_LATE -> {
        after(LATE, () -> lost(service.get()));
        yield null;
      }
      case HTTP_503 -> html(503, "503 Service Unavailable");
      case HTML_404 -> html(404, "404 Not Found");
      case HTTP_429 -> throttled(arrival);
      case RESET -> null;
      case STALLED_30S -> {
        Reply reply = service.get();
        pause(STALL);
        yield reply;
      }
      case JOB_FAILS_431, JOB_FAILS_530, JOB_FAILS_533, JOB_VANISHES, JOB_WITHOUT_RESULT ->
          job(fault, arrival, service);
      case CANCELLED -> {
        cancel.accept(track.context());
        yield service.get();
      }
      case TERMINATED -> {
        terminate.accept(track.context());
        yield service.get();
      }
    };
  }

  /** The worker dies without its call having reached anybody; an injector lives on. */
  private static Reply before(Supplier<Reply> service, Arrival arrival, Track track) {
    Barrier barrier = track.barrier();
    track.arrive();
    barrier.await();
    return arrival.service().equals("injector") ? service.get() : null;
  }

  private static Reply afterEffect(Supplier<Reply> service, Track track, boolean delivered) {
    Barrier barrier = track.barrier();
    Reply reply = service.get();
    track.arrive();
    barrier.await();
    return delivered ? reply : null;
  }

  private Reply afterAnswer(Supplier<Reply> service, Track track) {
    track.freeze();
    Reply reply = service.get();
    after(READ, track::arrive);
    return reply;
  }

  private Reply job(FaultType fault, Arrival arrival, Supplier<Reply> service) {
    Map<String, String> wanted = new HashMap<>(arrival.parameters());
    wanted.keySet().removeIf(key -> HIDDEN.contains(key.toLowerCase(Locale.ROOT)));
    Fault played =
        fault.job() == FaultKind.JOB_FAILURE
            ? Fault.on(arrival.name(), fault.job())
                .saying(fault.code(), fault.code() + ": simulated refusal")
            : Fault.on(arrival.name(), fault.job());
    cloud.faults().add(played, wanted::equals);
    return service.get();
  }

  private void after(Duration time, Runnable action) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, pool).execute(action);
  }

  /** Whatever was answered, nobody hears it. */
  @SuppressWarnings("unused")
  private static Reply lost(Reply answer) {
    return null;
  }

  private static Reply html(int status, String text) {
    return new Reply(status, "text/html", "<html><body><h2>" + text + "</h2></body></html>");
  }

  /** As CloudStack 4.22 says it to a throttled user. */
  private static Reply throttled(Arrival arrival) {
    String name = arrival.name().toLowerCase(Locale.ROOT) + "response";
    return Reply.json(
        429,
        Map.of(
            name,
            Map.of(
                "uuidList",
                List.of(),
                "errorcode",
                429,
                "errortext",
                "The given user has reached his/her account api limit, please retry after [300]"
                    + " ms.")));
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
