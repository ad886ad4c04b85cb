package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST /failover/unified} and of its validation.
 *
 * @param networkStrategy as the old system resolves it: isolated or custom for a test, production
 *     or custom for a live failover
 * @param warnings what was asked for and has no effect
 */
record UnifiedRequest(
    String contextId,
    String vmwareVmId,
    String vmName,
    String failoverType,
    String networkStrategy,
    FailoverOptions options,
    List<String> warnings) {
  private static final List<String> TYPES = List.of("live", "test");
  private static final List<String> STRATEGIES =
      List.of("live", "production", "test", "isolated", "custom");
  private static final List<String> STRATEGIES_VALIDATED = List.of("test", "live", "custom");
  private static final List<String> NAMINGS = List.of("exact", "suffixed");

  /** Reads a request to run; what is wrong is noted in the body. */
  static UnifiedRequest toRun(RequestBody body) {
    return read(body, STRATEGIES);
  }

  /** Reads a request to validate, for which the old system knows fewer strategies. */
  static UnifiedRequest toValidate(RequestBody body) {
    return read(body, STRATEGIES_VALIDATED);
  }

  private static UnifiedRequest read(RequestBody body, List<String> strategies) {
    String context = body.requiredText("context_id");
    String vmware = body.requiredText("vmware_vm_id");
    String name = body.requiredText("vm_name");
    String type = body.requiredText("failover_type");
    if (type != null && !TYPES.contains(type)) {
      body.problem("failover_type", "must be one of live, test, not '" + type + "'");
    }
    String strategy = body.oneOf("network_strategy", strategies);
    String naming = body.oneOf("vm_naming", NAMINGS);
    FailoverOptions options = options(body, type, strategy);
    return new UnifiedRequest(
        context,
        vmware,
        name,
        type,
        resolved(strategy, options),
        options,
        warnings(naming, options, body.hasObject("custom_config")));
  }

  private static FailoverOptions options(RequestBody body, String type, String strategy) {
    if ("live".equals(type)) {
      checkLive(body, strategy);
      return LiveOptions.of(body);
    }
    if ("test".equals(type)) {
      checkTest(body, strategy);
    }
    return TestOptions.of(body);
  }

  private static void checkLive(RequestBody body, String strategy) {
    if ("test".equals(strategy) || "isolated".equals(strategy)) {
      body.problem(
          "network_strategy",
          "a live failover never uses test networks; use live, production or custom");
    }
  }

  private static void checkTest(RequestBody body, String strategy) {
    for (String field : List.of("power_off_source", "perform_final_sync")) {
      if (body.isSet(field)) {
        body.problem(field, "must be false for a test failover, which leaves the source alone");
      }
    }
    if ("live".equals(strategy) || "production".equals(strategy)) {
      body.problem(
          "network_strategy",
          "a test failover never uses production networks; use test, isolated or custom");
    }
  }

  private static String resolved(String strategy, FailoverOptions options) {
    boolean live = options instanceof LiveOptions;
    if (strategy == null) {
      boolean mapped = !options.common().networkMappings().isEmpty();
      return mapped ? "custom" : live ? "production" : "isolated";
    }
    return strategy.equals("test") ? "isolated" : strategy.equals("live") ? "production" : strategy;
  }

  private static List<String> warnings(
      String naming, FailoverOptions options, boolean customConfig) {
    List<String> warnings = new ArrayList<>();
    if ("exact".equals(naming) && options instanceof TestOptions) {
      warnings.add("vm_naming: a test VM always bears a suffix; 'exact' has no effect");
    }
    if (options instanceof LiveOptions live && live.unplanned()) {
      warnings.add(
          "unplanned: the source is neither powered off nor synced; what it wrote since the last"
              + " replication is not there");
    } else if (options instanceof LiveOptions live && live.skipFinalSync()) {
      warnings.add(
          "perform_final_sync: what the source wrote since the last replication is given up");
    }
    if (customConfig) {
      warnings.add("custom_config: has no effect");
    }
    return List.copyOf(warnings);
  }
}
