package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.operation.Ended;
import io.breakwater.gateway.operation.Started;
import io.breakwater.operation.Candidate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers in the envelope.
 *
 * @param title such as {@code Test failover cleanup}
 * @param word such as {@code cleanup}
 * @param refusedStatus of an operation that touched nothing
 */
record EnvelopeAnswers(Candidate vm, Started started, String title, String word, int refusedStatus)
    implements AwaitedEnds.Answers {
  static EnvelopeAnswers ofCleanup(Candidate vm, Started started) {
    return new EnvelopeAnswers(vm, started, "Test failover cleanup", "cleanup", 500);
  }

  @Override
  public Object accepted() {
    return done("started");
  }

  @Override
  public Object completed() {
    return done("completed successfully");
  }

  private Envelope done(String how) {
    return Envelope.done(title + " for " + vm.vmName() + " " + how, started.jobId(), data());
  }

  @Override
  public Object failed(String why) {
    return Envelope.failed(title + " failed: " + why, why).withJob(started.jobId());
  }

  @Override
  public Object unwatched() {
    String error =
        Envelope.NOT_AVAILABLE
            + ": the gateway cannot tell the end of the "
            + word
            + "; it goes on by itself, ask for the status of its job_id";
    return Envelope.failed(title + " is no longer watched", error).withJob(started.jobId());
  }

  @Override
  public int statusOf(Ended ended) {
    return ended.refused() ? refusedStatus : 500;
  }

  private Map<String, ?> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("context_id", vm.contextId().value());
    data.put("vm_name", vm.vmName());
    data.put("workflow_id", started.workflowId());
    data.put("run_id", started.runId());
    return data;
  }
}
