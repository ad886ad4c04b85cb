package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.Owners.Owned;
import io.breakwater.simulator.host.Arrival;
import java.util.List;
import java.util.stream.Collectors;

/** Names a request so that the same call of another VM has the same name. */
final class CallNames {
  private static final String DAEMON = "volume-daemon";

  private CallNames() {}

  static String of(Arrival arrival, List<Owned> owned) {
    boolean byDaemon = arrival.caller().equals(DAEMON);
    String roles = owned.stream().map(Owned::role).distinct().collect(Collectors.joining(", "));
    return (byDaemon ? CallPoint.BY_DAEMON : "")
        + arrival.service()
        + " "
        + withoutIds(arrival.name())
        + "("
        + roles
        + ")";
  }

  /** What an operation that a daemon began is called: the last word of its path, and its object. */
  static String operation(String call) {
    return call.substring(call.lastIndexOf('/') + 1);
  }

  /** Path segments that hold digits are ids; {@code v1} is none. */
  private static String withoutIds(String name) {
    return name.replaceAll("/(?!v1/)[^/ ]*[0-9][^/ ]*", "/…");
  }
}
