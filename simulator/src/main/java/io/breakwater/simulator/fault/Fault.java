package io.breakwater.simulator.fault;

import java.time.Duration;
import java.util.Map;

/**
 * One fault and the requests it is for. The plain constructor is not meant for use: start with
 * {@link #on(String, FaultKind)}.
 *
 * @param command the API command, or {@code *} for all
 * @param kind what goes wrong
 * @param objectId only requests that carry this id in any parameter; null for all
 * @param caller only requests whose User-Agent contains this; null for all
 * @param skip how many matching requests pass unharmed first
 * @param times how many requests it hits; -1 for all until it is cleared
 * @param code the error code, 0 for the kind's own
 * @param text the error text, null for the kind's own
 * @param delay the delay in simulated time, for the kinds that have one
 */
public record Fault(
    String command,
    FaultKind kind,
    String objectId,
    String caller,
    int skip,
    int times,
    int code,
    String text,
    Duration delay) {

  /** A fault that hits the next request with this command, once. */
  public static Fault on(String command, FaultKind kind) {
    return new Fault(command, kind, null, null, 0, 1, 0, null, Duration.ZERO);
  }

  /** Only for requests that carry this id in any parameter. */
  public Fault of(String id) {
    return new Fault(command, kind, id, caller, skip, times, code, text, delay);
  }

  /** Only for requests whose User-Agent contains this. */
  public Fault from(String userAgent) {
    return new Fault(command, kind, objectId, userAgent, skip, times, code, text, delay);
  }

  /** Begins with the n-th matching request, counted from 1. */
  public Fault atCall(int n) {
    return new Fault(command, kind, objectId, caller, n - 1, times, code, text, delay);
  }

  /** Hits so many requests. */
  public Fault times(int n) {
    return new Fault(command, kind, objectId, caller, skip, n, code, text, delay);
  }

  /** Hits all requests until it is cleared. */
  public Fault always() {
    return times(-1);
  }

  /** Says this code and text. */
  public Fault saying(int errorCode, String errorText) {
    return new Fault(command, kind, objectId, caller, skip, times, errorCode, errorText, delay);
  }

  /** Takes this long, in simulated time. */
  public Fault delay(Duration simulated) {
    return new Fault(command, kind, objectId, caller, skip, times, code, text, simulated);
  }

  boolean matches(String aCommand, Map<String, String> parameters, String aCaller) {
    return (command.equals("*") || command.equals(aCommand))
        && (objectId == null || parameters.containsValue(objectId))
        && (caller == null || aCaller.contains(caller));
  }
}
