package io.breakwater.plan;

import io.breakwater.observation.Observation;

/** Whether drivers are to be injected into the OS disk. */
final class Injection {

  private Injection() {}

  static boolean isWanted(Observation seen, PlanOptions options) {
    return seen.vm().os().needsDriverInjection() && !isSkipped(options);
  }

  static String whyNot(Observation seen, PlanOptions options) {
    return isSkipped(options)
        ? "the request skips it"
        : "the guest (" + seen.vm().os() + ") needs none";
  }

  private static boolean isSkipped(PlanOptions options) {
    return options.skipInjection() || options.skippedSteps().contains(StepIds.INJECT_DRIVERS);
  }
}
