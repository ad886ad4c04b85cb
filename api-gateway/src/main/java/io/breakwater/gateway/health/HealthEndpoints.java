package io.breakwater.gateway.health;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.inventory.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code GET /health}: 200 when database and Temporal answer, else 503 that says which does not.
 */
public final class HealthEndpoints implements Endpoints {
  static final String CONNECTED = "connected";

  private final Database database;
  private final TemporalProbe temporal;
  private final String version;
  private final Clock clock;

  /** Reports on these two. */
  public HealthEndpoints(Database database, TemporalProbe temporal, String version, Clock clock) {
    this.database = database;
    this.temporal = temporal;
    this.version = version;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health", this::health);
    routes.get("/api/v1/health", this::health);
  }

  private void health(Context ctx) {
    String databaseState = database.isReachable() ? CONNECTED : "disconnected";
    String temporalState = temporal.state();
    boolean healthy = databaseState.equals(CONNECTED) && temporalState.equals(CONNECTED);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", "breakwater-api-gateway");
    answer.put("status", healthy ? "healthy" : "unhealthy");
    answer.put("timestamp", clock.instant().toString());
    answer.put("version", version);
    answer.put("database", databaseState);
    answer.put("temporal", temporalState);
    ctx.status(healthy ? 200 : 503).json(answer);
  }
}
