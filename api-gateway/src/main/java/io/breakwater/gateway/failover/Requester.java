package io.breakwater.gateway.failover;

import io.javalin.http.Context;

/** Who asked, as far as can be known without authentication. */
final class Requester {
  private Requester() {}

  static String of(Context ctx) {
    return "api from " + ctx.req().getRemoteAddr();
  }
}
