package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A job as CloudStack 4.22 shows it, in {@code queryAsyncJobResult} and in {@code listAsyncJobs}.
 */
final class JobRender {

  private JobRender() {}

  static ObjectNode full(Job job, Catalogue catalogue) {
    ObjectNode node = Json.object();
    node.put("accountid", catalogue.accountId);
    node.put("account", Render.ACCOUNT);
    node.put("domainid", catalogue.domainId);
    node.put("domainpath", Render.DOMAIN);
    node.put("userid", catalogue.userId);
    node.put("cmd", job.className);
    node.put("jobprocstatus", 0);
    node.put("jobresultcode", job.resultCode);
    if (job.result != null) {
      node.put("jobresulttype", "object");
      node.set("jobresult", job.result);
    }
    if (job.instanceType != null) {
      node.put("jobinstancetype", job.instanceType);
      node.put("jobinstanceid", job.instanceId);
    }
    if (job.pending() || job.interrupted) {
      node.put("managementserverid", catalogue.managementServerId);
      node.put("managementservername", "localhost");
    }
    node.put("created", Json.time(job.created));
    if (job.completed != null) {
      node.put("completed", Json.time(job.completed));
    }
    node.put("jobid", job.id);
    node.put("jobstatus", job.status);
    return node;
  }
}
