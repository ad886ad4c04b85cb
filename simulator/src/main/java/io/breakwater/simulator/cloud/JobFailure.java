package io.breakwater.simulator.cloud;

/** Ends a job with jobstatus 2. */
final class JobFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  private JobFailure(int code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }

  static JobFailure invalid(String text) {
    return new JobFailure(431, text);
  }

  static JobFailure internal(String text) {
    return new JobFailure(530, text);
  }

  static JobFailure noCapacity(String text) {
    return new JobFailure(533, text);
  }

  static JobFailure of(int code, String text) {
    return new JobFailure(code, text);
  }
}
