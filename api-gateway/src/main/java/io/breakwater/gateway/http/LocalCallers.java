package io.breakwater.gateway.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps out web pages that an operator happens to have open: a browser says where a page comes
 * from, and on the loopback address a rebound name shows in the Host header.
 */
public final class LocalCallers {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean anyHost;

  /**
   * Checks callers.
   *
   * @param anyHost whether the gateway was told to serve other machines
   */
  public LocalCallers(boolean anyHost) {
    this.anyHost = anyHost;
  }

  /** Refuses a request that a page of another site sent. */
  public void check(Context ctx) {
    String host = ctx.header("Host");
    if (!anyHost && host != null && !LOOPBACK.contains(nameOf(host))) {
      throw forbidden("Host: " + nameOf(host) + " is not this machine's loopback name");
    }
    String origin = ctx.header("Origin");
    if (origin != null && !isSameOrigin(origin, host)) {
      throw forbidden("Origin: web pages of other sites may not call the gateway");
    }
  }

  private static boolean isSameOrigin(String origin, String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String nameOf(String host) {
    int port = host.lastIndexOf(':');
    String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  private static Refused forbidden(String why) {
    return new Refused(403, Envelope.failed("Request refused", why));
  }
}
