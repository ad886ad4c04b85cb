package io.breakwater.e2e.sweep;

/** One fault at one call of one flow. */
record FaultPoint(Flow flow, CallPoint call, FaultType fault) {
  /** Whether it is the same fault at a call of the same name. */
  boolean isLike(FaultPoint other) {
    return flow == other.flow && fault == other.fault && call.call().equals(other.call.call());
  }

  @Override
  public String toString() {
    return flow.title() + ": " + fault + " at " + call;
  }
}
