package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asking for jobs: one by id, or all that are pending. */
final class JobCommands {

  private final Cloud cloud;

  JobCommands(Cloud cloud) {
    this.cloud = cloud;
  }

  void register(Commands commands) {
    commands.read("queryAsyncJobResult", this::query);
    commands.read("listAsyncJobs", this::list);
  }

  private JsonNode query(ApiRequest request) {
    String id = request.required("jobid");
    Job job = cloud.state().jobs.get(id);
    if (job == null || job.vanished) {
      throw ApiException.unknown(request.command(), "jobid", id);
    }
    return JobRender.full(job, cloud.state().catalogue);
  }

  private JsonNode list(ApiRequest request) {
    String keyword = request.text("keyword");
    List<Job> pending =
        cloud.state().pendingJobs.values().stream()
            .filter(job -> !job.vanished)
            .filter(job -> keyword == null || job.className.contains(keyword))
            .toList();
    return Page.of(
        request, "asyncjobs", pending, job -> JobRender.full(job, cloud.state().catalogue));
  }
}
