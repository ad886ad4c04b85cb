package io.breakwater.gateway.security;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.metrics.GatewayMeters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signing in and out, for browsers and for the old GUI. */
public final class SessionEndpoints implements Endpoints {
  static final String COOKIE = "breakwater";
  private static final String REFUSED = "Not signed in";

  private final Identities identities;
  private final RateLimit failures;
  private final boolean tls;

  /**
   * Signs in who is known.
   *
   * @param tls whether the cookie is to be sent over TLS only
   */
  SessionEndpoints(Identities identities, RateLimit failures, boolean tls) {
    this.identities = identities;
    this.failures = failures;
    this.tls = tls;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v2/me", this::me);
    routes.post("/api/v2/session", this::signIn);
    routes.delete("/api/v2/session", this::signOut);
    routes.post("/api/v1/auth/login", this::oldLogin);
  }

  private void me(Context ctx) {
    Caller caller = Callers.of(ctx);
    NativeJson.answer(ctx, new Me(caller.name(), caller.role().wire()));
  }

  private void signIn(Context ctx) {
    RequestBody body = RequestBody.of(ctx, REFUSED);
    String token = body.requiredText("token");
    body.check(REFUSED);
    String address = ctx.req().getRemoteAddr();
    if (identities.ofToken(token).isEmpty()) {
      limitFailures(ctx, address);
      throw new Refused(401, Envelope.failed(REFUSED, "the token is not known"));
    }
    ctx.cookie(cookie(identities.openSession(token), (int) Sessions.LIFE.toSeconds()));
    ctx.status(204);
  }

  /** A right token is taken however many wrong ones came before. */
  private void limitFailures(Context ctx, String address) {
    GatewayMeters.signInRefused();
    if (!failures.take(address)) {
      ctx.header("Retry-After", "2");
      throw new Refused(429, Envelope.failed("Too many requests", "too many tokens were wrong"));
    }
  }

  private void signOut(Context ctx) {
    Optional.ofNullable(ctx.cookie(COOKIE)).ifPresent(identities::closeSession);
    ctx.cookie(cookie("", 0));
    ctx.status(204);
  }

  private Cookie cookie(String value, int maxAge) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAge);
    cookie.setHttpOnly(true);
    cookie.setSecure(tls);
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }

  /** The old GUI gets its constant token back, as from the old appliance. */
  private void oldLogin(Context ctx) {
    RequestBody body = RequestBody.of(ctx, "Authentication failed");
    String token = body.text("token");
    String address = ctx.req().getRemoteAddr();
    Map<String, Object> answer = new LinkedHashMap<>();
    boolean known =
        token != null
            && identities.ofLegacyToken(token).or(() -> identities.ofToken(token)).isPresent();
    answer.put("success", known);
    if (known) {
      answer.put("session_token", token);
      answer.put("expires_at", java.time.Instant.now().plus(Sessions.LIFE).toString());
    } else {
      limitFailures(ctx, address);
      answer.put("error_message", "the token is not known here");
    }
    ctx.status(known ? 200 : 401).json(answer);
  }

  private record Me(String actor, String role) {}
}
