package io.breakwater.simulator.fault;

/** What goes wrong. */
public enum FaultKind {
  /** HTTP error (530 unless another code is given), nothing happens. */
  BEFORE_EFFECT,
  /** It happens, but the answer is an HTTP error (530 unless another code is given). */
  AFTER_EFFECT,
  /** It happens, but the connection is closed without an answer. */
  LOST_ANSWER,
  /** The connection is closed without an answer, and it happens only after the delay. */
  LATE_EFFECT,
  /** The job is accepted and fails at its end with the code and text (530 unless given). */
  JOB_FAILURE,
  /** A job takes longer by the delay; a command without a job answers later by it. */
  SLOW,
  /** The answer comes later by the delay. */
  SLOW_ANSWER,
  /** A 404 HTML page after the delay, as CloudStack 4.22 answers when its database is gone. */
  HTML_404,
  /** 429, as CloudStack 4.22 answers a throttled user. */
  THROTTLED_429,
  /** A 503 HTML page, as CloudStack 4.22 answers while it starts. */
  UNAVAILABLE_503,
  /** The connection is closed at once, nothing happens. */
  CONNECTION_RESET,
  /** The job is accepted and does its work, but is neither listed nor known any more. */
  JOB_VANISHES,
  /**
   * The job ends in the middle as those do whose management server restarts (530 and no result),
   * but no other job does and the server stays.
   */
  JOB_INTERRUPTED,
  /** The management server restarts when half of the job's time is over; the answer was given. */
  SERVER_RESTART
}
