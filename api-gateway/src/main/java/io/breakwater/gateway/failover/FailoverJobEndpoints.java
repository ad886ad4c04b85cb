package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.failover.FailoverList;
import io.breakwater.inventory.failover.FailoverList.Row;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * {@code GET /failover/jobs}, {@code DELETE /failover/test/{job_id}} and {@code POST
 * /cleanup/test-failover}: the list of failovers, and two more ways to end a test, both of which
 * wait for the end.
 */
public final class FailoverJobEndpoints implements Endpoints {
  private static final String NOT_ENDED = "Test failover not ended";
  private static final List<String> TYPES = List.of("test", "live");
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final FailoverList failovers;
  private final VmLookup vms;
  private final AwaitedStarts starts;
  private final Clock clock;

  /** Lists and ends these. */
  public FailoverJobEndpoints(
      FailoverList failovers, VmLookup vms, AwaitedStarts starts, Clock clock) {
    this.failovers = failovers;
    this.vms = vms;
    this.starts = starts;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/failover/jobs", this::list);
    routes.delete("/api/v1/failover/test/{job_id}", this::end);
    routes.post("/api/v1/cleanup/test-failover", this::cleanUp);
  }

  @Override
  public void stop() {
    starts.stop();
  }

  private void list(Context ctx) {
    String type = text(ctx, "type");
    String status = text(ctx, "status");
    String vm = text(ctx, "vm_id");
    if (type != null && !TYPES.contains(type)) {
      throw Refused.badRequest("Invalid failover type", "type: must be test or live");
    }
    List<Map<String, Object>> jobs =
        failovers.list(type, status, vm).stream().map(this::shown).toList();
    Map<String, Object> filters = new LinkedHashMap<>();
    filters.put("type", type == null ? "" : type);
    filters.put("status", status == null ? "" : status);
    filters.put("vm_id", vm == null ? "" : vm);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("message", "Failover jobs retrieved successfully");
    answer.put("total", jobs.size());
    answer.put("filters", filters);
    answer.put("jobs", jobs);
    ctx.json(answer);
  }

  private static String text(Context ctx, String name) {
    String text = ctx.queryParam(name);
    return text == null || text.isBlank() ? null : text;
  }

  private Map<String, Object> shown(Row row) {
    Instant from = row.startedAt() == null ? row.createdAt() : row.startedAt();
    Instant to = row.completedAt() == null ? clock.instant() : row.completedAt();
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_id", row.jobId());
    job.put("vm_id", row.vmId());
    job.put("vm_name", row.vmName());
    job.put("job_type", row.type());
    job.put("status", row.status());
    job.put("progress", row.progress());
    job.put("destination_vm_id", row.destination());
    job.put("snapshot_id", row.snapshot());
    job.put("created_at", at(row.createdAt()));
    job.put("started_at", at(row.startedAt()));
    job.put("completed_at", at(row.completedAt()));
    job.put("duration", from == null ? 0L : Math.max(0, Duration.between(from, to).toNanos()));
    job.put("error_message", row.error());
    return job;
  }

  private static String at(Instant time) {
    return time == null ? null : time.toString();
  }

  private void end(Context ctx) {
    String id = ctx.pathParam("job_id");
    Row row =
        failovers
            .find(id)
            .orElseThrow(
                () -> Refused.notFound("Failover job not found", "job_id: no job is '" + id + "'"));
    if (!row.type().equals("test")) {
      throw Refused.badRequest(
          NOT_ENDED, "invalid_job_type: '" + id + "' is a live failover; roll it back instead");
    }
    clean(ctx, vmOf(row), false, answers -> new Ending(answers, row.jobId()));
  }

  private void cleanUp(Context ctx) {
    RequestBody body = RequestBody.of(ctx, NOT_ENDED);
    String machine = body.text("test_vm_id");
    String volume = body.text("volume_id");
    body.text("oma_vm_id");
    Boolean delete = body.flag("delete_vm");
    boolean force = body.isSet("force_clean");
    if (machine == null && volume == null) {
      body.problem("test_vm_id", "is required (or volume_id)");
    }
    if (Boolean.FALSE.equals(delete)) {
      body.problem("delete_vm", "must be true: without its disks the test VM is of no use");
    }
    body.check(NOT_ENDED);
    clean(ctx, vmOf(machine, volume), force, answers -> answers);
  }

  /** The disk says whose it is; the test VM has to agree. */
  private Candidate vmOf(String machine, String volume) {
    List<Candidate> found =
        Stream.concat(
                machine == null
                    ? Stream.of()
                    : failovers.byDestination(machine).map(this::vmOf).stream(),
                volume == null
                    ? Stream.of()
                    : failovers
                        .ofVolume(volume)
                        .map(id -> vms.find(id.value(), null, null, NAMES))
                        .stream())
            .distinct()
            .toList();
    if (found.isEmpty()) {
      throw Refused.notFound(
          NOT_ENDED, "test_vm_id, volume_id: no failover made that VM, and no VM has that disk");
    }
    if (found.size() > 1) {
      throw Refused.badRequest(
          NOT_ENDED, "volume_id: is not a disk of the VM that test_vm_id is a test of");
    }
    return found.get(0);
  }

  private Candidate vmOf(Row row) {
    return row.contextId() == null
        ? vms.find(null, row.vmName(), row.vmId(), NAMES)
        : vms.find(row.contextId(), null, null, NAMES);
  }

  private void clean(
      Context ctx, Candidate vm, boolean force, UnaryOperator<AwaitedEnds.Answers> shape) {
    OperationRequest request = starts.request(ctx, OperationKind.CLEANUP, vm, null).build();
    Function<Started, AwaitedEnds.Answers> answers =
        started -> shape.apply(EnvelopeAnswers.ofCleanup(vm, started));
    try {
      if (force) {
        starts.takeOver(ctx, OperationKind.CLEANUP, vm, request, answers);
      } else {
        starts.start(ctx, OperationKind.CLEANUP, vm, request, answers);
      }
    } catch (Refused e) {
      throw e.as(NOT_ENDED + ": " + e.answer().message());
    }
  }

  /** As the other answers, with what the old system tells of a test that was ended. */
  private record Ending(AwaitedEnds.Answers plain, String jobId) implements AwaitedEnds.Answers {
    @Override
    public Object accepted() {
      return plain.accepted();
    }

    @Override
    public Object completed() {
      if (!(plain instanceof EnvelopeAnswers answers)) {
        return plain.completed();
      }
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("job_id", jobId);
      data.put("context_id", answers.vm().contextId().value());
      data.put("vm_name", answers.vm().vmName());
      data.put("vm_id", answers.vm().vmwareVmId());
      data.put("cleanup_status", "completed");
      data.put("integration", "enhanced_cleanup_service");
      return Envelope.done(
          "Test failover of " + answers.vm().vmName() + " ended successfully", jobId, data);
    }

    @Override
    public Object failed(String why) {
      return plain.failed(why);
    }

    @Override
    public Object unwatched() {
      return plain.unwatched();
    }
  }
}
