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

/** {@code POST /failover/unified}: what the GUI starts failovers with. */
public final class UnifiedEndpoints implements Endpoints {
  private static final String INVALID = "Invalid failover configuration";
  private static final String UNRESOLVED = "Failed to resolve failover configuration";
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final TestStarter tests;

  /** Starts what is asked for on the VMs that are found. */
  public UnifiedEndpoints(VmLookup vms, TemporalOperations operations, Clock clock) {
    this.vms = vms;
    this.tests = new TestStarter(operations, clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/unified", this::start);
  }

  private void start(Context ctx) {
    RequestBody body = RequestBody.of(ctx, INVALID);
    UnifiedRequest request = UnifiedRequest.toRun(body);
    body.check(INVALID);
    Candidate vm = find(request);
    StartedTest test = start(vm, request, Requester.of(ctx));
    ctx.json(
        Envelope.done(
            "Unified test failover initiated successfully",
            test.operation().jobId(),
            data(vm, request, test)));
  }

  private Candidate find(UnifiedRequest request) {
    try {
      return vms.find(request.contextId(), request.vmName(), request.vmwareVmId(), NAMES);
    } catch (Refused e) {
      throw e.as(UNRESOLVED);
    }
  }

  private StartedTest start(Candidate vm, UnifiedRequest request, String requestedBy) {
    try {
      return tests.start(vm, request.options(), requestedBy);
    } catch (Refused e) {
      throw e.as("Unified test failover not started");
    }
  }

  private static Map<String, ?> data(Candidate vm, UnifiedRequest request, StartedTest test) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("failover_type", "test");
    data.put("context_id", vm.contextId().value());
    data.put("vm_name", vm.vmName());
    data.put("destination_name", test.destinationName());
    data.put("configuration", configuration(vm, request, test));
    data.put("workflow_id", test.operation().workflowId());
    data.put("run_id", test.operation().runId());
    if (!request.warnings().isEmpty()) {
      data.put("warnings", request.warnings());
    }
    return data;
  }

  private static Map<String, ?> configuration(
      Candidate vm, UnifiedRequest request, StartedTest test) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("failover_type", "test");
    configuration.put("vm_name", vm.vmName());
    configuration.put("destination_name", test.destinationName());
    configuration.put("network_strategy", request.networkStrategy());
    configuration.put("snapshot_type", "cloudstack");
    configuration.put("power_off_source", false);
    configuration.put("perform_final_sync", false);
    configuration.put("cleanup_enabled", true);
    configuration.put("skip_validation", request.options().skipValidation());
    configuration.put("skip_virtio", request.options().skipVirtio());
    configuration.put("snapshot_name", test.snapshotName());
    configuration.put("test_duration", request.options().effectiveDuration());
    configuration.put("auto_cleanup", request.options().endsByItself());
    return configuration;
  }
}
