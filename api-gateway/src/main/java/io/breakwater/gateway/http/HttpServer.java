package io.breakwater.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.gateway.metrics.GatewayMeters;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The HTTP server: JSON in and out, every refusal and failure in the same envelope, no stack trace
 * in any answer. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final String NATIVE = "/api/v2/";

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /**
   * VM names may hold slashes, percent signs and semicolons, which arrive encoded; Jetty takes them
   * for an attempt to get around path rules, of which the gateway has none.
   */
  private static final UriCompliance ANY_VM_NAME =
      UriCompliance.DEFAULT.with(
          "any VM name",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
          UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

  /** How long requests that are being worked on may take to end when the server stops. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  /** Nobody who waits for the end of an operation or for events holds one. */
  private static final int MOST_THREADS = 100;

  private static final int LEAST_THREADS = 8;

  private final List<Endpoints> endpoints;
  private final Javalin javalin;
  private final Function<Throwable, Refused> translation;

  /**
   * A server that is not started yet.
   *
   * @param gatekeeper looks at every request first
   * @param translation a failure as the answer it deserves; null when it is not known
   */
  public HttpServer(
      Listener listener,
      Gatekeeper gatekeeper,
      List<Endpoints> endpoints,
      Function<Throwable, Refused> translation) {
    this.endpoints = endpoints;
    this.translation = translation;
    this.javalin =
        Javalin.create(
            config -> {
              configure(config, listener);
              config.routes.before(gatekeeper::check);
              config.routes.after(gatekeeper::answered);
              endpoints.forEach(group -> group.addTo(config.routes));
              config.routes.exception(HttpResponseException.class, this::answer);
              config.routes.exception(Exception.class, this::answer);
            });
  }

  private static void configure(JavalinConfig config, Listener listener) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    listener.addTo(config.jetty);
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    config.jetty.modifyHttpConfiguration(http -> configure(http, listener.idle()));
    JettyErrors errors = new JettyErrors(JSON);
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(errors);
          server.insertHandler(new GracefulHandler());
          server.insertHandler(new TracedRequests());
          server.setStopTimeout(STOP_PATIENCE.toMillis());
        });
    config.jetty.modifyServletContextHandler(
        handler -> {
          handler.getServletHandler().setDecodeAmbiguousURIs(true);
          handler.setErrorHandler(errors);
        });
    config.http.maxRequestSize = RequestBody.LIMIT;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "application/json";
    config.http.asyncTimeout = 0;
    config.jsonMapper(new JavalinJackson(JSON, false));
    config.requestLogger.http(HttpServer::answered);
  }

  private static void answered(Context ctx, Float ms) {
    // Pages and scripts ask for the same again and again.
    boolean read = ctx.method().name().equals("GET") && ctx.statusCode() < 400;
    LOG.atLevel(read ? Level.DEBUG : Level.INFO)
        .log(
            "{} {} {} {} ms for {}",
            ctx.method(),
            ctx.req().getRequestURI(),
            ctx.statusCode(),
            Math.round(ms),
            ctx.req().getRemoteAddr());
    GatewayMeters.answered(
        ctx.method().name(), route(ctx), ctx.statusCode(), Duration.ofMillis(Math.round(ms)));
    TracedRequests.answered(ctx.req(), route(ctx), ctx.statusCode());
  }

  /** As it was declared, so that nobody makes up ever more of them. */
  private static String route(Context ctx) {
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    return matched == null ? "none" : matched.path;
  }

  private static void configure(HttpConfiguration http, Duration idle) {
    http.setUriCompliance(ANY_VM_NAME);
    http.setSendServerVersion(false);
    http.setIdleTimeout(idle.toMillis());
  }

  /** Starts to listen. */
  public void start() {
    javalin.start();
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Answers who still waits, then stops listening. */
  @Override
  public void close() {
    endpoints.forEach(Endpoints::stop);
    javalin.stop();
  }

  /** Answers a failure; for endpoints that answer later as well. */
  public void answer(Throwable failure, Context ctx) {
    Refused refused = refusal(failure);
    if (ctx.path().startsWith(NATIVE)) {
      String id = ctx.res().getHeader("X-Request-Id");
      NativeJson.answer(
          ctx, refused.status(), Problem.of(refused, ctx.path(), id == null ? "" : id));
      ctx.contentType(Problem.CONTENT_TYPE);
    } else {
      ctx.status(refused.status()).json(refused.answer());
    }
  }

  private Refused refusal(Throwable failure) {
    if (failure instanceof Refused refused) {
      return refused;
    }
    Refused known = translation.apply(failure);
    if (known != null) {
      LOG.warn("{}", known.getMessage());
      return known;
    }
    if (failure instanceof HttpResponseException http) {
      return new Refused(http.getStatus(), Envelope.failed("Request refused", http.getMessage()));
    }
    String reference = UUID.randomUUID().toString();
    LOG.error("unexpected failure {}", reference, failure);
    return new Refused(
        500,
        Envelope.failed(
            "Internal error", "unexpected failure; the gateway's log has it as " + reference));
  }
}
