package io.breakwater.e2e.sweep;

/** One fault at one call of one flow. */
record FaultPoint(Flow flow, CallPoint call, FaultType fault) {
  @Override
  public String toString() {
    return flow.title() + ": " + fault + " at " + call;
  }
}
