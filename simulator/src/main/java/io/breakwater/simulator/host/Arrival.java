package io.breakwater.simulator.host;

import java.util.Map;

/**
 * A request that reached a simulated service and was not looked at yet.
 *
 * @param service {@code cloudstack}, {@code volume-daemon}, {@code vma}, {@code oma-api} or {@code
 *     injector}
 * @param caller the request's User-Agent, empty when it had none
 * @param name the API command of a request to CloudStack, else {@code "METHOD /path"}
 * @param parameters of the query or the form, decoded
 * @param body the raw body, empty when there is none or when it was a form
 */
public record Arrival(
    String service, String caller, String name, Map<String, String> parameters, String body) {
  public Arrival {
    parameters = Map.copyOf(parameters);
  }
}
