package io.breakwater.gateway.http;

import io.javalin.http.Context;

/** Looks at every request before any endpoint does, and at every answer after. */
public interface Gatekeeper {
  /**
   * Lets the request pass or throws {@link Refused}. Called for requests that no endpoint takes as
   * well.
   */
  void check(Context ctx);

  /** The request was answered, or is about to be. */
  default void answered(Context ctx) {}
}
