package io.breakwater.gateway.failover;

import io.breakwater.gateway.failover.TestStarter.StartedTest;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /failover/test}: the older way to start a test failover, which scripts use. */
public final class TestEndpoints implements Endpoints {
  private static final String NOT_STARTED = "Test failover not started";
  private static final VmLookup.Names NAMES = new VmLookup.Names("context_id", "vm_name", "vm_id");

  private final VmLookup vms;
  private final TestStarter tests;

  /** Starts what is asked for on the VMs that are found. */
  public TestEndpoints(VmLookup vms, TemporalOperations operations, Clock clock) {
    this.vms = vms;
    this.tests = new TestStarter(operations, clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/test", this::start);
  }

  private void start(Context ctx) {
    try {
      start(ctx, RequestBody.of(ctx, NOT_STARTED));
    } catch (Refused e) {
      throw e.as(NOT_STARTED);
    }
  }

  private void start(Context ctx, RequestBody body) {
    String contextId = body.text("context_id");
    String name = body.text("vm_name");
    if (contextId == null && name == null && body.problems().isEmpty()) {
      body.problem("vm_name", "is required (or context_id)");
    }
    String vmwareId = body.text("vm_id");
    TestOptions options = TestOptions.of(body);
    body.check(NOT_STARTED);
    Candidate vm = vms.find(contextId, name, vmwareId, NAMES);
    StartedTest test = tests.start(vm, options, Requester.of(ctx));
    String with = options.skipVirtio() ? "" : " and VirtIO injection";
    ctx.json(
        Envelope.done(
            "Test failover initiated successfully with snapshot protection" + with,
            test.operation().jobId(),
            data(vm, options, test)));
  }

  private static Map<String, ?> data(Candidate vm, TestOptions options, StartedTest test) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("job_type", "test");
    data.put("status", "executing");
    data.put("vm_id", vm.vmwareVmId());
    data.put("vm_name", vm.vmName());
    data.put("test_duration", options.effectiveDuration());
    data.put("auto_cleanup", options.endsByItself());
    data.put("snapshot_protection", true);
    data.put("virtio_injection", !options.skipVirtio());
    data.put("correlation_id", test.operation().runId());
    data.put("context_id", vm.contextId().value());
    data.put("destination_name", test.destinationName());
    data.put("workflow_id", test.operation().workflowId());
    data.put("run_id", test.operation().runId());
    return data;
  }
}
