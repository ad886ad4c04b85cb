package io.breakwater.plan;

/**
 * CloudStack, the daemon or the appliance would refuse the step: the plan cannot be carried out.
 */
final class StepImpossible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepImpossible(String message) {
    super(message, null, false, false);
  }
}
