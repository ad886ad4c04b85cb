package io.breakwater.gateway.failover;

import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.plan.PlanOptions;
import io.breakwater.plan.Readiness;
import io.breakwater.plan.Readiness.Check;
import io.breakwater.plan.Readiness.Result;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.OperationId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Readiness as JSON; the score is the share of checks that pass, in percent. */
public final class ReadinessShape {
  /** What a person can mend by correcting a configuration. */
  private static final Set<String> CONFIGURATION =
      Set.of(
          "vm-description",
          "template",
          "service-offering",
          "networks",
          "account",
          "snapshots",
          "delete-protection");

  private ReadinessShape() {}

  /** What the planner and the other checks say of what a worker saw. */
  public static List<Check> checks(OperationKind kind, OperationRequest request, Planned planned) {
    PlanOptions options =
        PlanOptions.builder(new OperationId("readiness"), planned.observation().vm().vmName())
            .skipInjection(request.skipVirtio())
            .skipValidation(request.skipValidation())
            .networks(request.networkMappings())
            .unplanned(request.unplanned())
            .skipFinalSync(request.skipFinalSync())
            .phases(request.only(), request.skip())
            .build();
    return Readiness.of(planned.observation(), kind.goal(), options, planned.outcome());
  }

  static boolean concernsConfiguration(Check check) {
    return CONFIGURATION.contains(check.name());
  }

  static Map<String, Object> of(Candidate vm, String type, List<Check> checks, Instant at) {
    boolean valid = Readiness.isReady(checks);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("message", vm.vmName() + (valid ? " is ready" : " is not ready"));
    answer.put("vm", vm(vm));
    answer.put("failover_type", type);
    answer.put("is_valid", valid);
    answer.put("readiness_score", score(checks));
    answer.put("checks", checks.stream().map(ReadinessShape::check).toList());
    answer.put("required_actions", requiredActions(checks));
    answer.put("validated_at", at.toString());
    return answer;
  }

  static Map<String, Object> vm(Candidate vm) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("context_id", vm.contextId().value());
    shown.put("vm_name", vm.vmName());
    shown.put("vmware_vm_id", vm.vmwareVmId());
    shown.put("vcenter_host", vm.vcenterHost());
    shown.put("status", vm.status() == null ? null : vm.status().name());
    return shown;
  }

  private static int score(List<Check> checks) {
    long passed = checks.stream().filter(check -> check.result() == Result.PASS).count();
    return checks.isEmpty() ? 0 : (int) (100 * passed / checks.size());
  }

  private static Map<String, String> check(Check check) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("name", check.name());
    shown.put("result", check.result().name());
    shown.put("reason", check.reason());
    shown.put("remedy", check.remedy());
    return shown;
  }

  /** What stops the failover comes first. */
  private static List<String> requiredActions(List<Check> checks) {
    return Stream.of(Result.FAIL, Result.WARN)
        .flatMap(result -> checks.stream().filter(check -> check.result() == result))
        .map(Check::remedy)
        .filter(remedy -> !remedy.isBlank())
        .distinct()
        .toList();
  }

  /** What fails, each beginning with the name of its check. */
  static List<String> failures(List<Check> checks) {
    return checks.stream()
        .filter(check -> check.result() == Result.FAIL)
        .map(check -> check.name() + ": " + check.reason() + "; " + check.remedy())
        .toList();
  }
}
