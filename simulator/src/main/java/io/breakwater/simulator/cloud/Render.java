package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The parts that several answers have in common. */
final class Render {

  static final String ACCOUNT = "admin";
  static final String DOMAIN = "ROOT";
  static final String OS_TYPE = "Other (64-bit)";
  static final String HYPERVISOR = "KVM";

  private Render() {}

  static void account(ObjectNode node, Catalogue catalogue, boolean withDomainPath) {
    node.put("account", ACCOUNT);
    node.put("domainid", catalogue.domainId);
    node.put("domain", DOMAIN);
    if (withDomainPath) {
      node.put("domainpath", DOMAIN);
    }
  }

  static ArrayNode tags(Map<String, String> tags, String type, String id, Catalogue catalogue) {
    ArrayNode array = Json.array();
    tags.forEach((key, value) -> array.add(tag(key, value, type, id, catalogue)));
    return array;
  }

  static ObjectNode tag(String key, String value, String type, String id, Catalogue catalogue) {
    ObjectNode node = Json.object();
    node.put("key", key);
    node.put("value", value);
    node.put("resourcetype", type);
    node.put("resourceid", id);
    account(node, catalogue, false);
    return node;
  }

  /** Shows the job that is pending on the object, as CloudStack does. */
  static void pendingJob(ObjectNode node, CloudState state, String id) {
    state
        .pendingJobOn(id)
        .ifPresent(
            job -> {
              node.put("jobid", job.id);
              node.put("jobstatus", Job.PENDING);
            });
  }
}
