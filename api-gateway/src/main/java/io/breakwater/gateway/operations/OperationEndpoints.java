package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.RecordedEvent;
import io.breakwater.inventory.operation.OperatorWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /api/v2/operations}: the list, one operation, and what happened in it. */
public final class OperationEndpoints implements Endpoints {
  private static final int MOST_CSV = 10_000;

  private final OperationViews operations;
  private final OperationHistory history;

  /** Shows these. */
  public OperationEndpoints(OperationViews operations, OperationHistory history) {
    this.operations = operations;
    this.history = history;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v2/operations", this::list);
    routes.get("/api/v2/operations/{id}", this::show);
    routes.get("/api/v2/operations/{id}/history", this::history);
  }

  private void list(Context ctx) {
    if (isCsv(ctx)) {
      ctx.contentType("text/csv; charset=utf-8")
          .header("Content-Disposition", "attachment; filename=\"operations.csv\"")
          .result(Csv.of(operations.summaries(OperationQuery.of(ctx, MOST_CSV - 1))));
      return;
    }
    int limit = OperationQuery.limit(ctx);
    List<OperationSummary> found = operations.summaries(OperationQuery.of(ctx, limit));
    List<OperationSummary> page = found.subList(0, Math.min(limit, found.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", page);
    answer.put(
        "nextCursor",
        found.size() > limit ? OperationQuery.cursor(page.get(page.size() - 1)) : null);
    if ("json".equals(ctx.queryParam("format"))) {
      ctx.header("Content-Disposition", "attachment; filename=\"operations.json\"");
    }
    NativeJson.answer(ctx, answer);
  }

  private static boolean isCsv(Context ctx) {
    String accept = ctx.header("Accept");
    return "csv".equals(ctx.queryParam("format"))
        || (accept != null && accept.startsWith("text/csv"));
  }

  private void show(Context ctx) {
    ctx.contentType("application/json").result(operations.json(ctx.pathParam("id")));
  }

  private void history(Context ctx) {
    String id = ctx.pathParam("id");
    String known = operations.find(id).orElseThrow(() -> unknown(id)).operation().id();
    List<Event> events = history.events(known).stream().map(Event::of).toList();
    NativeJson.answer(ctx, Map.of("items", events));
  }

  static Refused unknown(String id) {
    return Refused.notFound("Operation not found", "no operation has the id '" + id + "'");
  }

  private record Event(java.time.Instant at, String level, String text, String step, String actor) {
    static Event of(RecordedEvent event) {
      return new Event(
          event.at(),
          event.level(),
          OperatorWords.plain(event.text()),
          event.step(),
          event.actor());
    }
  }
}
