package io.breakwater.e2e.sweep;

/**
 * One outgoing call of a clean run.
 *
 * @param call names service, command and the roles of what it is about, such as {@code cloudstack
 *     attachVolume(os, machine)}
 * @param nth which of the calls of that name, from 1
 */
record CallPoint(String call, int nth) {
  /** How calls begin that the daemon makes and not we. */
  static final String BY_DAEMON = "daemon>";

  boolean isOurs() {
    return !call.startsWith(BY_DAEMON) && !isInjectors();
  }

  /** A write of the injector, which goes on whatever happens to the worker. */
  boolean isInjectors() {
    return call.startsWith("injector ");
  }

  boolean isToCloudStack() {
    return call.contains("cloudstack ");
  }

  /** Whether the call changes nothing. */
  boolean isRead() {
    String command = call.substring(call.indexOf(' ') + 1);
    return command.startsWith("list")
        || command.startsWith("query")
        || command.startsWith("GET ")
        || command.contains("/discover");
  }

  /** Whether the call waits for something, so that how often it is made is a matter of time. */
  boolean isPoll() {
    return call.contains("queryAsyncJobResult") || call.contains("GET /api/v1/operations/");
  }

  @Override
  public String toString() {
    return nth == 1 ? call : call + " #" + nth;
  }
}
