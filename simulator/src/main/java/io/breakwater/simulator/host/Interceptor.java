package io.breakwater.simulator.host;

import java.util.function.Supplier;

/**
 * Stands between the callers of the simulated services and the services, for all requests alike: it
 * may keep a request, lose it, lose its answer or make up another one.
 */
@FunctionalInterface
public interface Interceptor {
  /** Lets every request pass. */
  Interceptor NONE = (arrival, service) -> service.get();

  /**
   * Called on the thread of the request, which it may block.
   *
   * @param service carries the request out and gives the answer, null when a fault of the service
   *     itself lost it; may be called later, or not at all
   * @return what the caller gets; null closes the connection without an answer
   */
  Reply around(Arrival arrival, Supplier<Reply> service);
}
