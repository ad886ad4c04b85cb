package io.breakwater.gateway.failover;

import io.breakwater.gateway.failover.StatusLookup.Found;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Recent;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.operation.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;

/**
 * {@code GET /failover/{job_id}/status}: what the GUI's progress card polls. However many ask for
 * the same id, it is read about once a second; after a change that came through this gateway, anew.
 */
public final class StatusEndpoints implements Endpoints {
  private static final Duration LIFE = Duration.ofMillis(800);

  /** By a context id another one may be the newest any moment; a job itself stays as it ended. */
  private static final Duration LIFE_OF_ENDED = Duration.ofSeconds(5);

  private static final int MOST = 2_000;

  private final StatusLookup jobs;
  private final Clock clock;
  private final Recent<byte[]> shown = new Recent<>(this::read, MOST);

  /** Answers from the database's records, and from Temporal where they are not written yet. */
  public StatusEndpoints(
      Operations records, TemporalOperations temporal, Ends ends, VmLookup vms, Clock clock) {
    this.jobs = new StatusLookup(records, temporal, ends, vms);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/failover/{job_id}/status", this::status);
    routes.after("/api/*", this::forget);
  }

  private void status(Context ctx) {
    ctx.contentType("application/json").result(shown.of(ctx.pathParam("job_id")));
  }

  private void forget(Context ctx) {
    if (!ctx.method().name().equals("GET")) {
      shown.forgetAll();
    }
  }

  private Recent.Value<byte[]> read(String id) {
    Found found =
        jobs.find(id)
            .orElseThrow(
                () ->
                    Refused.notFound(
                        "Failover job not found",
                        "job_id: '"
                            + id
                            + "' is no job, external job, VM context or failover job known here"));
    return new Recent.Value<>(
        NativeJson.bytes(StatusAnswer.of(found, clock.instant())),
        found.isForGood() ? LIFE_OF_ENDED : LIFE);
  }
}
