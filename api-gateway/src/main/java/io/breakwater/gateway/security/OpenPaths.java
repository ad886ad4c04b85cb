package io.breakwater.gateway.security;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;

/** What is answered to anybody: health, the pages of the GUI without data, and signing in. */
final class OpenPaths {
  private static final Set<String> READ =
      Set.of(
          "/",
          "/index.html",
          "/favicon.ico",
          "/health",
          "/api/v1/health",
          "/api/v2/openapi.yaml",
          "/explorer");
  private static final Set<String> SIGN_IN = Set.of("/api/v2/session", "/api/v1/auth/login");
  private static final Pattern CLEANUP_FAILED =
      Pattern.compile("/api/v1/failover/[^/]+/cleanup-failed");

  private final boolean legacy;

  /**
   * The paths.
   *
   * @param legacy whether the old GUI calls
   */
  OpenPaths(boolean legacy) {
    this.legacy = legacy;
  }

  boolean contains(Context ctx) {
    String path = ctx.path();
    boolean reads = is(ctx, HandlerType.GET) || is(ctx, HandlerType.HEAD);
    if (reads) {
      return READ.contains(path) || path.startsWith("/gui/") || path.startsWith("/explorer/");
    }
    return SIGN_IN.contains(path);
  }

  /** The old GUI's server, on this machine, sends no token with this one request. */
  boolean isOldGuisOwn(Context ctx) {
    return legacy
        && is(ctx, HandlerType.POST)
        && CLEANUP_FAILED.matcher(ctx.path()).matches()
        && isLoopback(ctx.req().getRemoteAddr());
  }

  private static boolean is(Context ctx, HandlerType method) {
    return ctx.method().equals(method);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
