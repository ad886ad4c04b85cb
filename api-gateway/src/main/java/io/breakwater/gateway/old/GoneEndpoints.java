package io.breakwater.gateway.old;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.javalin.config.RoutesConfig;
import java.util.Map;

/** Endpoints that invented what they answered; 410 says where the truth is. */
public final class GoneEndpoints implements Endpoints {
  private static final Map<String, String> INSTEAD =
      Map.of(
          "/api/v1/debug/health", "GET /health",
          "/api/v1/debug/endpoints", "GET /api/v2/openapi.yaml",
          "/api/v1/debug/failover-jobs", "GET /api/v1/failover/jobs",
          "/api/v1/debug/logs", "GET /api/v2/operations/{id}/history");

  @Override
  public void addTo(RoutesConfig routes) {
    INSTEAD.forEach(
        (path, instead) ->
            routes.get(
                path,
                ctx -> {
                  throw new Refused(
                      410, Envelope.failed("Gone", "it never told anything real; use " + instead));
                }));
  }
}
