package io.breakwater.gateway.audit;

import io.breakwater.gateway.http.CsvText;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.security.Callers;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.gateway.security.Role;
import io.breakwater.inventory.audit.AuditTrail;
import io.breakwater.inventory.audit.AuditTrail.Entry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code GET /api/v2/audit}: who did what, for administrators. */
public final class AuditEndpoints implements Endpoints {
  private static final int MOST = 10_000;
  private static final Duration USUAL = Duration.ofDays(30);
  private static final String HEAD =
      "at,source,who,role,address,what,contextId,operationId,why,status\r\n";

  private final AuditTrail trail;
  private final Clock clock;

  public AuditEndpoints(AuditTrail trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v2/audit", this::export);
  }

  private void export(Context ctx) {
    Permissions.require(Callers.of(ctx), Role.ADMIN, "The audit log");
    Instant to = time(ctx, "to", clock.instant());
    Instant from = time(ctx, "from", to.minus(USUAL));
    List<Entry> found = trail.between(from, to, MOST + 1);
    List<Entry> entries = found.subList(0, Math.min(MOST, found.size()));
    if ("csv".equals(ctx.queryParam("format"))) {
      ctx.contentType("text/csv; charset=utf-8")
          .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
          .header("X-Truncated", String.valueOf(found.size() > MOST))
          .result(HEAD + entries.stream().map(AuditEndpoints::line).collect(Collectors.joining()));
      return;
    }
    NativeJson.answer(ctx, new Page(entries, found.size() > MOST));
  }

  private record Page(List<Entry> items, boolean truncated) {}

  private static String line(Entry entry) {
    return CsvText.line(
        Arrays.<Object>asList(
            entry.at(),
            entry.source(),
            entry.who(),
            entry.role(),
            entry.address(),
            entry.what(),
            entry.contextId(),
            entry.operationId(),
            entry.why(),
            entry.status())
            .stream());
  }

  private static Instant time(Context ctx, String name, Instant otherwise) {
    String text = ctx.queryParam(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      Instant at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      if (at.isAfter(Instant.EPOCH) && at.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        return at;
      }
    } catch (DateTimeException e) {
      throw wrong(name);
    }
    throw wrong(name);
  }

  private static Refused wrong(String name) {
    return Refused.badRequest(
        "Query not understood", name + ": must be a time such as 2026-11-21T10:00:00Z");
  }
}
