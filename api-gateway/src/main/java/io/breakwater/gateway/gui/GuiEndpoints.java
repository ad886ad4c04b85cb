package io.breakwater.gateway.gui;

import io.breakwater.gateway.http.Endpoints;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * {@code GET /} and {@code GET /gui/…}: the pages. They hold nothing secret and need no sign-in;
 * what they show they read from {@code /api/v2}. A browser keeps them and asks whether they
 * changed.
 */
public final class GuiEndpoints implements Endpoints {
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;

  /** Nothing but our own files, no inline script or style, in nobody's frame. */
  static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private final GuiFiles files = new GuiFiles();

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", ctx -> answer(ctx, "index.html"));
    routes.get("/gui/<path>", ctx -> answer(ctx, ctx.pathParam("path")));
  }

  private void answer(Context ctx, String path) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    Optional<GuiFile> found = files.find(path);
    if (found.isEmpty()) {
      ctx.status(NOT_FOUND).contentType("text/plain").result("no such file");
      return;
    }
    GuiFile file = found.get();
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("Cache-Control", "no-cache");
    ctx.header("ETag", file.etag());
    if (file.etag().equals(ctx.header("If-None-Match"))) {
      ctx.status(NOT_MODIFIED);
    } else {
      ctx.contentType(file.type()).result(file.content());
    }
  }
}
