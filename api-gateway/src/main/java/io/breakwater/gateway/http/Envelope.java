package io.breakwater.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The answer of the failover endpoints: {@code {success, message, job_id, data?, error?}}, as the
 * old appliance's clients read it.
 *
 * @param jobId present even when there is no job, then empty
 * @param data null when there is nothing to tell
 * @param error why not; null on success
 * @param runningWorkflowId the operation in the way; null when none is
 * @param candidates the VMs a name may mean; null when that is not the trouble
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope(
    boolean success,
    String message,
    String jobId,
    Map<String, ?> data,
    String error,
    String runningWorkflowId,
    List<VmCandidate> candidates) {

  /** The old appliance's word for "something I depend on is not there"; begins {@code error}. */
  public static final String NOT_AVAILABLE = "service_not_available";

  /** A success. */
  public static Envelope done(String message, String jobId, Map<String, ?> data) {
    return new Envelope(true, message, jobId, data, null, null, null);
  }

  /** A refusal or failure. */
  public static Envelope failed(String message, String error) {
    return new Envelope(false, message, "", null, error, null, null);
  }

  /** The same for a job that exists. */
  public Envelope withJob(String id) {
    return new Envelope(success, message, id, data, error, runningWorkflowId, candidates);
  }

  /** The same under another message. */
  public Envelope withMessage(String text) {
    return new Envelope(success, text, jobId, data, error, runningWorkflowId, candidates);
  }

  /** The same with the operation that is in the way. */
  public Envelope withRunning(String workflowId) {
    return new Envelope(success, message, jobId, data, error, workflowId, candidates);
  }

  /** The same with the VMs to choose from. */
  public Envelope withCandidates(List<VmCandidate> vms) {
    return new Envelope(success, message, jobId, data, error, runningWorkflowId, List.copyOf(vms));
  }
}
