package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.operation.Started;
import io.breakwater.operation.Candidate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers of {@code cleanup-failed}, which has a shape of its own. */
record RecoveryAnswers(Candidate vm, Started started, Clock clock) implements AwaitedEnds.Answers {
  @Override
  public Object accepted() {
    return success("Failed execution cleanup started for " + vm.vmName());
  }

  @Override
  public Object completed() {
    return success("Failed execution cleanup completed for " + vm.vmName());
  }

  private Map<String, ?> success(String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", message);
    body.put("vm_name", vm.vmName());
    body.put("timestamp", clock.instant().atOffset(ZoneOffset.UTC).toString());
    body.put("job_id", started.jobId());
    body.put("workflow_id", started.workflowId());
    body.put("run_id", started.runId());
    return body;
  }

  @Override
  public Object failed(String why) {
    return error(RecoveryEndpoints.FAILED + ": " + why);
  }

  @Override
  public Object unwatched() {
    return error(
        Envelope.NOT_AVAILABLE
            + ": the gateway cannot tell the end of the recovery; it goes on by itself,"
            + " ask for the status of its job_id");
  }

  private Map<String, ?> error(String error) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", error);
    body.put("vm_name", vm.vmName());
    body.put("job_id", started.jobId());
    return body;
  }
}
