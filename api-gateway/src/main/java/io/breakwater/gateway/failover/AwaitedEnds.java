package io.breakwater.gateway.failover;

import io.breakwater.gateway.operation.Ended;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Started;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of operations that clients wait for. Nothing depends on anybody waiting. */
final class AwaitedEnds {
  private static final Logger LOG = LoggerFactory.getLogger(AwaitedEnds.class);

  private final Ends ends;
  private final Map<String, CompletableFuture<Ended>> awaited = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  AwaitedEnds(Ends ends) {
    this.ends = ends;
  }

  /**
   * Answers with the operation's end, however long that takes, or at once when the client prefers
   * that: 202 with where to ask for the status.
   */
  void answer(Context ctx, Started started, Answers answers) {
    if (isUnwanted(ctx)) {
      ctx.status(202)
          .header("Preference-Applied", "respond-async")
          .header("Location", statusOf(started.jobId()))
          .json(answers.accepted());
      return;
    }
    CompletableFuture<Ended> end = of(started);
    ctx.future(
        () ->
            end.handle(
                (ended, failure) -> {
                  if (failure != null) {
                    LOG.warn(
                        "stopped waiting for {} of {}",
                        started.runId(),
                        started.workflowId(),
                        failure);
                    ctx.status(503).json(answers.unwatched());
                  } else if (ended.completed()) {
                    ctx.json(answers.completed());
                  } else {
                    ctx.status(answers.statusOf(ended)).json(answers.failed(ended.summary()));
                  }
                  return null;
                }));
  }

  private static String statusOf(String jobId) {
    String id = URLEncoder.encode(jobId, StandardCharsets.UTF_8).replace("+", "%20");
    return "/api/v1/failover/" + id + "/status";
  }

  /** Completes with the operation's end, or exceptionally when it cannot be watched any more. */
  private CompletableFuture<Ended> of(Started started) {
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
  private static boolean isUnwanted(Context ctx) {
    String prefer = ctx.header("Prefer");
    return prefer != null
        && Stream.of(prefer.split("[,;]"))
            .anyMatch(word -> word.strip().toLowerCase(Locale.ROOT).equals("respond-async"));
  }

  /** The bodies by which an endpoint tells how its operation goes. */
  interface Answers {
    /** It goes on by itself. */
    Object accepted();

    Object completed();

    /** It ended otherwise; why is one sentence. */
    Object failed(String why);

    /** The gateway cannot tell the end. */
    Object unwatched();

    /** The HTTP status of an end that is none of success. */
    default int statusOf(Ended ended) {
      return 500;
    }
  }

  /** The gateway stops. */
  private static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the gateway stops");
    }
  }
}
