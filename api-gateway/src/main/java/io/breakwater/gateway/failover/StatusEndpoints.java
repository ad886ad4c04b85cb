package io.breakwater.gateway.failover;

import io.breakwater.gateway.failover.StatusLookup.Found;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.operation.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/** {@code GET /failover/{job_id}/status}: what the GUI's progress card polls. */
public final class StatusEndpoints implements Endpoints {
  private final StatusLookup jobs;
  private final Clock clock;

  /** Answers from the database's records, and from Temporal where they are not written yet. */
  public StatusEndpoints(
      Operations records, TemporalOperations temporal, Ends ends, VmLookup vms, Clock clock) {
    this.jobs = new StatusLookup(records, temporal, ends, vms);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/failover/{job_id}/status", this::status);
  }

  private void status(Context ctx) {
    String id = ctx.pathParam("job_id");
    Found found =
        jobs.find(id)
            .orElseThrow(
                () ->
                    Refused.notFound(
                        "Failover job not found",
                        "job_id: '"
                            + id
                            + "' is no job, external job, VM context or failover job known here"));
    ctx.json(StatusAnswer.of(found, clock.instant()));
  }
}
