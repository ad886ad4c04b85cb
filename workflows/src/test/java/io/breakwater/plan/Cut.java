package io.breakwater.plan;

/**
 * Where a plan is cut short.
 *
 * @param at how many steps succeed before, in the order in which they are carried out
 * @param how what becomes of the next step
 */
record Cut(int at, How how) {
  /** What becomes of the step at which a plan is cut. */
  enum How {
    /** It failed and changed nothing. */
    FAILED,
    /** Its job goes on without anybody who waits for it, and will succeed. */
    PENDING_THEN_DONE,
    /** Its job goes on without anybody who waits for it, and will fail. */
    PENDING_THEN_FAILED,
    /** It took effect and was recorded, but the caller saw a failure. */
    DONE_UNSEEN,
    /** It stopped half-way, or the effect was not recorded. */
    HALF_DONE
  }

  static final Cut NONE = new Cut(Integer.MAX_VALUE, How.FAILED);
}
