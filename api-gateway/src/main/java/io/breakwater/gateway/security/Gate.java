package io.breakwater.gateway.security;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Gatekeeper;
import io.breakwater.gateway.http.LocalCallers;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.metrics.GatewayMeters;
import io.breakwater.inventory.request.RequestLog;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes: where it comes from, how many there are, who sends it, and for those
 * that could change something an entry in the audit log, without which nothing is done.
 */
public final class Gate implements Gatekeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String AUDITED = "breakwater.audited";
  private static final String NOT_SIGNED_IN = "Not signed in";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** What changes nothing although it is posted. */
  private static final Set<String> ASKING =
      Set.of(
          "/api/v2/plans", "/api/v1/failover/preflight/validate", "/codec/decode", "/codec/encode");

  private final LocalCallers pages;
  private final Identities identities;
  private final OpenPaths open;
  private final RequestLog audit;
  private final ResponseHeaders headers;
  private final Clock clock;
  private final RateLimit all = new RateLimit(2_000, 4_000, System::nanoTime);
  private final RateLimit changes;
  private final RateLimit failures = new RateLimit(0.5, 20, System::nanoTime);

  private Gate(
      LocalCallers pages,
      SecurityConfig config,
      Identities identities,
      RequestLog audit,
      Clock clock) {
    this.pages = pages;
    this.identities = identities;
    this.open = new OpenPaths(identities.acceptsLegacy());
    this.audit = audit;
    this.headers = new ResponseHeaders(config);
    this.changes =
        new RateLimit(config.changesPerSecond(), 5.0 * config.changesPerSecond(), System::nanoTime);
    this.clock = clock;
  }

  /**
   * By the configuration.
   *
   * @param announce told the one-time token when nobody is configured
   */
  public static Gate of(
      LocalCallers pages,
      SecurityConfig config,
      RequestLog audit,
      Clock clock,
      Consumer<String> announce) {
    return new Gate(pages, config, Identities.of(config, clock, announce), audit, clock);
  }

  /** Signing in and out. */
  public SessionEndpoints sessions(boolean tls) {
    return new SessionEndpoints(identities, failures, tls);
  }

  @Override
  public void check(Context ctx) {
    String id = UUID.randomUUID().toString();
    Callers.setRequestId(ctx, id);
    headers.addTo(ctx, id);
    String address = ctx.req().getRemoteAddr();
    limit(ctx, all, address);
    if (headers.isPreflight(ctx)) {
      ctx.status(204).skipRemainingHandlers();
      return;
    }
    if (!headers.isAllowedOrigin(ctx)) {
      pages.check(ctx);
    }
    if (open.contains(ctx)) {
      return;
    }
    Caller caller = caller(ctx, address);
    Callers.set(ctx, caller);
    if (!READING.contains(ctx.method().name()) && !ASKING.contains(ctx.path())) {
      limit(ctx, changes, caller.name());
      note(ctx, id, caller, address);
      Permissions.require(caller, Role.OPERATOR, "This");
    }
  }

  private void note(Context ctx, String id, Caller caller, String address) {
    audit.received(
        new RequestLog.Entry(
            clock.instant(),
            id,
            caller.name(),
            caller.role().wire(),
            address,
            ctx.method().name(),
            ctx.path()));
    ctx.attribute(AUDITED, true);
  }

  @Override
  public void answered(Context ctx) {
    if (ctx.attribute(AUDITED) != null) {
      try {
        audit.answered(Callers.requestId(ctx), ctx.statusCode(), clock.instant());
      } catch (RuntimeException e) {
        // What was asked for is done; that there is no status in its entry says enough.
        LOG.warn("could not note the answer of {}: {}", Callers.requestId(ctx), e.getMessage());
      }
    }
  }

  private Caller caller(Context ctx, String address) {
    Optional<Caller> found = identified(ctx);
    if (found.isEmpty()) {
      GatewayMeters.signInRefused();
      limit(ctx, failures, address);
      ctx.header("WWW-Authenticate", "Bearer");
      throw new Refused(
          401, Envelope.failed(NOT_SIGNED_IN, "no token, or one that is not known (any more)"));
    }
    return found.get();
  }

  private Optional<Caller> identified(Context ctx) {
    String header = ctx.header("Authorization");
    if (header != null) {
      String token =
          header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7).strip() : "";
      boolean old = !ctx.path().startsWith("/api/v2/");
      return identities
          .ofToken(token)
          .or(() -> old ? identities.ofLegacyToken(token) : Optional.empty());
    }
    if (open.isOldGuisOwn(ctx)) {
      return Optional.of(Identities.legacyCaller());
    }
    String session = ctx.cookie(SessionEndpoints.COOKIE);
    if (session == null) {
      return Optional.empty();
    }
    Optional<Caller> caller = identities.ofSession(session);
    if (caller.isPresent() && !READING.contains(ctx.method().name())) {
      requireOwnPage(ctx);
    }
    return caller;
  }

  /** A page of another site cannot send this header without being asked for leave first. */
  private static void requireOwnPage(Context ctx) {
    if (!"1".equals(ctx.header("X-Breakwater-Gui"))) {
      throw new Refused(
          403,
          Envelope.failed(
              "Request refused", "with the cookie the header X-Breakwater-Gui: 1 is needed"));
    }
  }

  private static void limit(Context ctx, RateLimit limit, String key) {
    if (!limit.take(key)) {
      throw tooMany(ctx);
    }
  }

  private static Refused tooMany(Context ctx) {
    ctx.header("Retry-After", "2");
    return new Refused(429, Envelope.failed("Too many requests", "too many requests at a time"));
  }
}
