package io.breakwater.simulator.host;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** One way in which a simulated service misbehaves on requests that match a pattern. */
public final class HttpFault {

  /** What goes wrong. */
  public enum Kind {
    /** Status 500 and nothing is done. */
    ERROR,
    /** Status 503 with an HTML page, and nothing is done. */
    UNAVAILABLE,
    /** The connection is closed before anything is done. */
    DROPPED,
    /** The request is carried out, then the connection is closed without an answer. */
    LOST_ANSWER,
    /** The request is carried out after the delay. */
    SLOW
  }

  private final Kind kind;
  private final Pattern requests;
  private final Duration delay;
  private final AtomicInteger left;

  private HttpFault(Kind kind, String requests, Duration delay, int times) {
    this.kind = kind;
    this.requests = Pattern.compile(requests);
    this.delay = delay;
    this.left = new AtomicInteger(times);
  }

  /** Hits {@code "METHOD /path"} where the pattern is found, until the faults are cleared. */
  public static HttpFault always(Kind kind, String requests) {
    return times(kind, requests, Integer.MAX_VALUE);
  }

  /** Hits the next {@code times} matching requests. */
  public static HttpFault times(Kind kind, String requests, int times) {
    return new HttpFault(kind, requests, Duration.ZERO, times);
  }

  /** Delays matching requests, in real (unscaled) time of the simulated system. */
  public static HttpFault slow(String requests, Duration delay, int times) {
    return new HttpFault(Kind.SLOW, requests, delay, times);
  }

  Kind kind() {
    return kind;
  }

  Duration delay() {
    return delay;
  }

  boolean strikes(String request) {
    return requests.matcher(request).find()
        && left.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : Math.max(0, n - 1)) > 0;
  }
}
