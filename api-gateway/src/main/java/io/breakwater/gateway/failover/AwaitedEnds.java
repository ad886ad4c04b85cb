package io.breakwater.gateway.failover;

import io.breakwater.gateway.operation.Ended;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Started;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The ends of operations that clients wait for. Nothing depends on anybody waiting. */
final class AwaitedEnds {
  private final Ends ends;
  private final Map<String, CompletableFuture<Ended>> awaited = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  AwaitedEnds(Ends ends) {
    this.ends = ends;
  }

  /** Completes with the operation's end, or exceptionally when it cannot be watched any more. */
  CompletableFuture<Ended> of(Started started) {
    CompletableFuture<Ended> end = ends.of(started);
    awaited.put(started.runId(), end);
    if (stopped) {
      end.completeExceptionally(new ClosedException());
    }
    return end.whenComplete((ended, failure) -> awaited.remove(started.runId()));
  }

  /** Tells everybody who still waits that the gateway stops and the operation does not. */
  void stop() {
    stopped = true;
    awaited.values().forEach(end -> end.completeExceptionally(new ClosedException()));
  }

  /** Whether the client asks for an answer at once: {@code Prefer: respond-async} (RFC 7240). */
  static boolean isUnwanted(Context ctx) {
    String prefer = ctx.header("Prefer");
    return prefer != null
        && Stream.of(prefer.split("[,;]"))
            .anyMatch(word -> word.strip().toLowerCase(Locale.ROOT).equals("respond-async"));
  }

  /** The gateway stops. */
  private static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the gateway stops");
    }
  }
}
