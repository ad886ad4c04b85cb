package io.breakwater.connection.trace;

/** Attributes of spans. */
final class Names {
  static final String WORKFLOW = "temporal.workflow.id";
  static final String RUN = "temporal.run.id";
  static final String ATTEMPT = "temporal.attempt";

  private Names() {}
}
