package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The jobs of the CloudStack at one URL, asked with the keys that are configured now. */
final class CloudStackJobs implements JobSource {
  private final PendingJobs jobs;
  private final Supplier<CloudStack> cloud;

  CloudStackJobs(PendingJobs jobs, Supplier<CloudStack> cloud) {
    this.jobs = jobs;
    this.cloud = cloud;
  }

  @Override
  public Set<String> pending() {
    return jobs.list().stream().map(CsJob::id).collect(Collectors.toSet());
  }

  @Override
  public Optional<JobEnd> result(String id) {
    return cloud.get().job(id);
  }

  @Override
  public boolean listTellsMore() {
    return false;
  }
}
