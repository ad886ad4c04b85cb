package io.breakwater.gateway.events;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.metrics.GatewayMeters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/v2/events} and {@code GET /api/v2/operations/{id}/events}. However many watch the
 * same, it is read once a second; a connection holds no thread.
 */
public final class EventEndpoints implements Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(EventEndpoints.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int BEAT_EVERY = 15;
  private static final int MOST = 1_000;
  private static final int THREADS = 4;

  private final Operations operations;
  private final Topic vms;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "events"));
  private final ExecutorService writers =
      Executors.newFixedThreadPool(THREADS, task -> daemon(task, "event-writer"));
  private ScheduledFuture<?> ticking;
  private int ticks;

  /**
   * Tells about these.
   *
   * @param vms how the VMs stand
   */
  public EventEndpoints(Operations operations, Supplier<byte[]> vms) {
    this.operations = operations;
    this.vms = new Topic("vms", vms, true);
    GatewayMeters.streams(open);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before("/api/v2/operations/{id}/events", this::requireKnown);
    routes.sse("/api/v2/operations/{id}/events", this::watchOperation);
    routes.before("/api/v2/events", this::requireRoom);
    routes.sse("/api/v2/events", client -> watch(client, this::joinVms));
    ticking =
        clock.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Answered before the stream begins, when a status can still be sent. */
  private void requireKnown(Context ctx) {
    requireRoom(ctx);
    operations.requireKnown(ctx.pathParam("id"));
  }

  /** Without the header Javalin answers nothing at all. */
  private void requireRoom(Context ctx) {
    String accept = ctx.header("Accept");
    if (accept == null || !accept.contains("text/event-stream")) {
      throw new Refused(
          406,
          Envelope.failed("Not an event stream", "the header Accept: text/event-stream is needed"));
    }
    if (open.get() >= MOST) {
      throw new Refused(
          503,
          Envelope.failed("Too many streams", MOST + " event streams are open, which is the most"));
    }
  }

  private Topic joinVms(Stream stream) {
    vms.add(stream);
    return vms;
  }

  private void watchOperation(SseClient client) {
    String id = client.ctx().pathParam("id");
    watch(client, stream -> topics.compute(id, (key, known) -> with(stream, key, known)));
  }

  /** Added at once, or the topic would be given up between the two. */
  private Topic with(Stream stream, String id, Topic known) {
    Topic topic = known == null ? new Topic("operation", () -> operations.json(id), false) : known;
    topic.add(stream);
    return topic;
  }

  private void watch(SseClient client, Function<Stream, Topic> joining) {
    open.incrementAndGet();
    client.keepAlive();
    Stream stream = new Stream(client, writers, client.ctx().header("Last-Event-ID"));
    Topic topic = joining.apply(stream);
    client.onClose(
        () -> {
          topic.remove(stream);
          open.decrementAndGet();
        });
    writers.execute(() -> greet(topic, stream));
  }

  /** Who comes gets to know at once how it stands. */
  private static void greet(Topic topic, Stream stream) {
    try {
      stream.offer(topic.read());
    } catch (RuntimeException e) {
      LOG.info("a stream begins without its first event: {}", e.getMessage());
    }
  }

  private void tick() {
    try {
      ticks++;
      topics
          .keySet()
          .forEach(id -> topics.computeIfPresent(id, (key, t) -> t.isWatched() ? t : null));
      topics.values().forEach(Topic::tell);
      if (vms.isWatched()) {
        vms.tell();
      }
      if (ticks % BEAT_EVERY == 0) {
        topics.values().forEach(topic -> topic.streams().forEach(Stream::beat));
        vms.streams().forEach(Stream::beat);
      }
    } catch (RuntimeException e) {
      LOG.error("telling what changed failed; the next round tries again", e);
    }
  }

  /** The operations that can be watched. */
  public interface Operations {
    /**
     * Whether there is one with this id.
     *
     * @throws Refused 404 when there is none
     */
    void requireKnown(String id);

    /** How it stands now, as JSON; may block. */
    byte[] json(String id);
  }

  @Override
  public void stop() {
    ticking.cancel(true);
    clock.shutdownNow();
    topics.values().forEach(topic -> topic.streams().forEach(Stream::close));
    vms.streams().forEach(Stream::close);
    writers.shutdownNow();
  }
}
