package io.breakwater.gateway.security;

import io.javalin.http.Context;

/** The caller of a request, as found out before any endpoint sees it. */
public final class Callers {
  private static final String CALLER = "breakwater.caller";
  private static final String REQUEST_ID = "breakwater.request-id";

  private Callers() {}

  /** Who calls. */
  public static Caller of(Context ctx) {
    Caller caller = ctx.attribute(CALLER);
    if (caller == null) {
      throw new IllegalStateException("nobody asked who calls " + ctx.path());
    }
    return caller;
  }

  static void set(Context ctx, Caller caller) {
    ctx.attribute(CALLER, caller);
  }

  /** The id of the request: in its answer, in the log and in the audit log. */
  public static String requestId(Context ctx) {
    String id = ctx.attribute(REQUEST_ID);
    return id == null ? "" : id;
  }

  static void setRequestId(Context ctx, String id) {
    ctx.attribute(REQUEST_ID, id);
  }
}
