package io.breakwater.gateway.explorer;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * {@code GET /api/v2/openapi.yaml} and {@code GET /explorer}: Swagger UI from its webjar, without
 * anything from elsewhere.
 */
public final class ExplorerEndpoints implements Endpoints {
  private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** Swagger UI draws its icons from data URLs and sets styles of elements. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none';"
          + " object-src 'none'; frame-ancestors 'none'";

  private static final Map<String, String> VENDOR =
      Map.of(
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8");
  private static final Map<String, String> OURS =
      Map.of("explorer.js", "text/javascript; charset=utf-8");

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v2/openapi.yaml", ctx -> answer(ctx, "/openapi.yaml", "application/yaml"));
    routes.get("/explorer", ctx -> page(ctx, "/explorer/index.html", "text/html; charset=utf-8"));
    OURS.forEach(
        (name, type) ->
            routes.get("/explorer/" + name, ctx -> page(ctx, "/explorer/" + name, type)));
    String webjar = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
    VENDOR.forEach(
        (name, type) -> routes.get("/explorer/" + name, ctx -> page(ctx, webjar + name, type)));
  }

  private static void page(Context ctx, String resource, String type) {
    ctx.header("Content-Security-Policy", POLICY).header("Cache-Control", "no-cache");
    answer(ctx, resource, type);
  }

  private static void answer(Context ctx, String resource, String type) {
    InputStream found = ExplorerEndpoints.class.getResourceAsStream(resource);
    if (found == null) {
      throw new Refused(404, Envelope.failed("Not found", resource + " is not part of this build"));
    }
    ctx.contentType(type).result(found);
  }

  private static String version() {
    try (InputStream in = ExplorerEndpoints.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("read " + POM, e);
    }
  }
}
