package io.breakwater.plan;

import io.breakwater.observation.PendingWork;

/**
 * Something in flight whose caller is gone.
 *
 * @param step what takes effect when it ends well; null for a job of somebody else
 * @param endsWell how it will end
 */
record ModelJob(Step step, boolean endsWell, PendingWork seen) {
  static ModelJob of(Step step, boolean endsWell) {
    return new ModelJob(
        step, endsWell, new PendingWork(kind(step), "job-of-" + step.type(), step.toString()));
  }

  static ModelJob somebodyElses() {
    return new ModelJob(
        null,
        true,
        new PendingWork(
            PendingWork.Kind.CLOUDSTACK_JOB, "job-77", "ResizeVolumeCmd on a protected volume"));
  }

  private static PendingWork.Kind kind(Step step) {
    return switch (StepKinds.queueOf(step)) {
      case DAEMON -> PendingWork.Kind.DAEMON_OPERATION;
      case APPLIANCE -> PendingWork.Kind.INJECTOR;
      default -> PendingWork.Kind.CLOUDSTACK_JOB;
    };
  }
}
