package io.breakwater.gateway.old;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.security.Callers;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.gateway.security.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Passes on to the old appliance what Breakwater does not know: replications, discovery, settings.
 * Whoever may not change anything here may not there either.
 */
public final class PassOn implements Endpoints {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);

  /** What concerns one connection only, or is said anew here. */
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "keep-alive",
          "transfer-encoding",
          "upgrade",
          "te",
          "trailer",
          "host",
          "content-length",
          "expect",
          "authorization",
          "cookie",
          "set-cookie",
          "date",
          "server",
          "access-control-allow-origin",
          "access-control-allow-headers",
          "access-control-allow-methods");

  private final String base;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * Passes on to this appliance.
   *
   * @param base its URL without a slash at the end
   * @param token what it knows us by; null for the caller's own, where that is the old GUI's
   */
  public PassOn(String base, String token) {
    this.base = base;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    METHODS.forEach(method -> routes.addHttpHandler(method, "/api/v1/*", this::passOn));
  }

  private void passOn(Context ctx) {
    if (!ctx.method().equals(HandlerType.GET)) {
      Permissions.require(Callers.of(ctx), Role.ADMIN, "Passing this on to the old appliance");
    }
    String query = ctx.queryString();
    String path = ctx.req().getRequestURI() + (query == null ? "" : "?" + query);
    try {
      HttpResponse<InputStream> answer =
          client.send(request(ctx, path), BodyHandlers.ofInputStream());
      ctx.status(answer.statusCode());
      passHeaders(answer.headers(), ctx);
      ctx.result(answer.body());
    } catch (IOException | IllegalArgumentException e) {
      throw new Refused(
          502,
          Envelope.failed(
              "The old appliance does not answer",
              ctx.method()
                  + " "
                  + ctx.path()
                  + " was passed on to "
                  + base
                  + ": "
                  + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable("The gateway stops", "while the old appliance was asked");
    }
  }

  private HttpRequest request(Context ctx, String path) {
    byte[] body = ctx.bodyAsBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .method(
                ctx.method().name(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, String> header : ctx.headerMap().entrySet()) {
      if (isPassed(header.getKey())) {
        request.header(header.getKey(), header.getValue());
      }
    }
    String authorization =
        token != null
            ? "Bearer " + token
            : Callers.of(ctx).isOldGui() ? ctx.header("Authorization") : null;
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  private static void passHeaders(HttpHeaders headers, Context ctx) {
    headers
        .map()
        .forEach(
            (name, values) -> {
              if (isPassed(name) && ctx.res().getHeader(name) == null) {
                ctx.header(name, String.join(", ", values));
              }
            });
    headers.firstValue("content-type").ifPresent(ctx::contentType);
  }

  private static boolean isPassed(String header) {
    return !NOT_PASSED.contains(header.toLowerCase(Locale.ROOT));
  }
}
