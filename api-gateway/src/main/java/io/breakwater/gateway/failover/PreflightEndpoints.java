package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationRequest;
import io.breakwater.plan.Readiness.Check;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the GUI's pre-flight dialog shows, and the check of what was filled in: first of the request
 * itself, then of the VM as a worker sees it. Changes nothing.
 */
public final class PreflightEndpoints implements Endpoints {
  private static final String VERSION = "1.0";
  private static final String INVALID = "Configuration validation failed";

  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final DryRuns dryRuns;
  private final Clock clock;

  /** Answers at this clock's time, for the VMs that are found. */
  public PreflightEndpoints(VmLookup vms, DryRuns dryRuns, Clock clock) {
    this.vms = vms;
    this.dryRuns = dryRuns;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/failover/preflight/config/{failover_type}/{vm_name}", this::options);
    routes.post("/api/v1/failover/preflight/validate", this::validate);
  }

  private void options(Context ctx) {
    String type = ctx.pathParam("failover_type");
    Map<String, ?> configuration =
        switch (type) {
          case "live" -> liveOptions();
          case "test" -> testOptions();
          default ->
              throw new Refused(
                  400,
                  Envelope.failed(
                      "Invalid failover type", "failover_type: must be live or test, not " + type));
        };
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("failover_type", type);
    answer.put("vm_name", ctx.pathParam("vm_name"));
    answer.put("configuration", configuration);
    answer.put(
        "metadata",
        Map.of(
            "description",
            "Pre-flight configuration of a " + type + " failover",
            "version",
            VERSION,
            "timestamp",
            clock.instant().toString()));
    ctx.json(answer);
  }

  private static Map<String, ?> liveOptions() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("power_off_source", flag(true, true, "Power the source VM off"));
    options.put("perform_final_sync", flag(true, false, "Replicate once more after power-off"));
    options.put(
        "network_strategy", choice("live", List.of("live", "custom"), "Networks to connect to"));
    options.put("vm_naming", choice("exact", List.of("exact"), "Name of the new VM"));
    common(options);
    return options;
  }

  private static Map<String, ?> testOptions() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(
        "network_strategy", choice("test", List.of("test", "custom"), "Networks to connect to"));
    options.put(
        "vm_naming", choice("suffixed", List.of("exact", "suffixed"), "Name of the test VM"));
    Map<String, Object> duration =
        option("string", TestOptions.DEFAULT_DURATION, false, "The test ends by itself after this");
    duration.put("pattern", TestDuration.PATTERN_TEXT);
    options.put("test_duration", duration);
    common(options);
    return options;
  }

  private static void common(Map<String, Object> options) {
    options.put("skip_validation", flag(false, false, "Do not check the state of the replication"));
    options.put("skip_virtio", flag(false, false, "Do not prepare drivers"));
  }

  private static Map<String, Object> flag(boolean preset, boolean required, String description) {
    return option("boolean", preset, required, description);
  }

  private static Map<String, Object> choice(String preset, List<String> words, String description) {
    Map<String, Object> option = option("string", preset, false, description);
    option.put("options", words);
    return option;
  }

  private static Map<String, Object> option(
      String type, Object preset, boolean required, String description) {
    Map<String, Object> option = new LinkedHashMap<>();
    option.put("default", preset);
    option.put("required", required);
    option.put("description", description);
    option.put("type", type);
    return option;
  }

  private void validate(Context ctx) {
    RequestBody body = RequestBody.of(ctx, INVALID);
    UnifiedRequest request = UnifiedRequest.toValidate(body);
    if (!body.problems().isEmpty()) {
      answer(ctx, body, body.problems(), null);
      return;
    }
    Candidate vm;
    try {
      vm = vms.find(request.contextId(), request.vmName(), request.vmwareVmId(), NAMES);
    } catch (Refused e) {
      answer(ctx, body, List.of(e.answer().error()), null);
      return;
    }
    FailoverOptions options = request.options();
    OperationRequest operation = options.toRequest(vm.contextId(), null, Requester.of(ctx));
    dryRuns.inspect(
        ctx,
        options.kind(),
        vm,
        operation,
        planned -> {
          List<Check> checks = ReadinessShape.checks(options.kind(), operation, planned);
          Map<String, Object> readiness =
              ReadinessShape.of(vm, options.type(), checks, clock.instant());
          answer(ctx, body, ReadinessShape.failures(checks), readiness);
        });
  }

  private void answer(
      Context ctx, RequestBody body, List<String> errors, Map<String, Object> readiness) {
    boolean valid = errors.isEmpty();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", valid);
    answer.put("message", valid ? "Configuration validation passed" : INVALID);
    if (!valid) {
      answer.put("errors", errors);
    }
    answer.put("request", body.asJson());
    if (readiness != null) {
      answer.put("readiness", readiness);
    }
    if (valid) {
      answer.put(
          "metadata", Map.of("validated_at", clock.instant().toString(), "version", VERSION));
    }
    ctx.status(valid ? 200 : 400).json(answer);
  }
}
