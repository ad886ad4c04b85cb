package io.breakwater.gateway.http;

import io.javalin.config.RoutesConfig;

/** Some endpoints that belong together. */
public interface Endpoints {
  /** Adds them. */
  void addTo(RoutesConfig routes);

  /** Answers whoever still waits: the server stops right after. */
  default void stop() {}
}
