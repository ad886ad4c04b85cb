package io.breakwater.gateway.security;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;

/** The headers of every answer. Pages of the GUI replace the content security policy. */
final class ResponseHeaders {
  private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

  private final Set<String> origins;
  private final boolean tls;

  ResponseHeaders(SecurityConfig config) {
    this.origins = config.origins();
    this.tls = config.keystore() != null;
  }

  void addTo(Context ctx, String requestId) {
    ctx.header("X-Request-Id", requestId)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        .header("Content-Security-Policy", NO_PAGE)
        .header("Cache-Control", "no-store");
    if (tls) {
      ctx.header("Strict-Transport-Security", "max-age=31536000");
    }
    if (isAllowedOrigin(ctx)) {
      ctx.header("Access-Control-Allow-Origin", ctx.header("Origin"))
          .header("Access-Control-Expose-Headers", "Location, X-Request-Id, Retry-After")
          .header("Cross-Origin-Resource-Policy", "cross-origin")
          .header("Vary", "Origin");
    }
  }

  /** Whether a page of a site that may calls. It needs a token: cookies are not taken from it. */
  boolean isAllowedOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    return origin != null && origins.contains(origin);
  }

  /** Whether a browser asks for such a page whether it may. */
  boolean isPreflight(Context ctx) {
    if (!ctx.method().equals(HandlerType.OPTIONS) || !isAllowedOrigin(ctx)) {
      return false;
    }
    ctx.header("Access-Control-Allow-Methods", "GET, POST, DELETE")
        .header(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Prefer, X-Namespace")
        .header("Access-Control-Max-Age", "600");
    return true;
  }
}
