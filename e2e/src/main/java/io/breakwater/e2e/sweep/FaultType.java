package io.breakwater.e2e.sweep;

import io.breakwater.simulator.fault.FaultKind;

/** What goes wrong at a call. */
enum FaultType {
  /** The worker is killed by SIGKILL before the call reached anybody. */
  KILLED_BEFORE(Blow.KILL),
  /** The worker is killed after the call took effect and before it was answered. */
  KILLED_AFTER_EFFECT(Blow.KILL),
  /** The worker is killed after it was answered and before it called anybody again. */
  KILLED_AFTER_ANSWER(Blow.KILL),
  /** The worker stands still for longer than a heartbeat; the activity is delivered twice. */
  DELIVERED_TWICE(Blow.FREEZE),
  /** The worker stands still until its lease ran out, then goes on where it was. */
  STALLED_PAST_LEASE(Blow.LONG_FREEZE),
  /** The daemon is restarted before CloudStack got its call. */
  DAEMON_RESTARTED_BEFORE(Blow.DAEMON_RESTART),
  /** The daemon is restarted after CloudStack did as it was told. */
  DAEMON_RESTARTED_AFTER(Blow.DAEMON_RESTART),
  /** Every connection to the database is cut, for a second, while the call is under way. */
  DATABASE_CUT(Blow.DATABASE_CUT),
  /** The call takes effect, the answer is lost. */
  ANSWER_LOST,
  /** The connection is closed, and the call takes effect a moment later. */
  EFFECT_LATE,
  HTTP_503,
  /** As CloudStack answers while its database is away. */
  HTML_404,
  HTTP_429,
  /** The connection is closed and nothing happens. */
  RESET,
  /** It takes effect, the answer comes 30 s later. */
  STALLED_30S,
  JOB_FAILS_431(FaultKind.JOB_FAILURE, 431),
  JOB_FAILS_530(FaultKind.JOB_FAILURE, 530),
  JOB_FAILS_533(FaultKind.JOB_FAILURE, 533),
  JOB_VANISHES(FaultKind.JOB_VANISHES, 0),
  /** The job ends as those do whose management server restarts: 530 and no {@code jobresult}. */
  JOB_WITHOUT_RESULT(FaultKind.JOB_INTERRUPTED, 0),
  /** Somebody asks for a cancel while the call is under way. */
  CANCELLED,
  /** An operator terminates the workflow while the call is under way; only to make a mess. */
  TERMINATED;

  /** What hits all operations of a wave at once, when each is at its point. */
  enum Blow {
    NONE,
    KILL,
    FREEZE,
    LONG_FREEZE,
    DAEMON_RESTART,
    DATABASE_CUT;

    boolean isNone() {
      return this == NONE;
    }
  }

  private final Blow blow;
  private final FaultKind job;
  private final int code;

  FaultType() {
    this(Blow.NONE);
  }

  FaultType(Blow blow) {
    this(blow, null, 0);
  }

  FaultType(FaultKind job, int code) {
    this(Blow.NONE, job, code);
  }

  FaultType(Blow blow, FaultKind job, int code) {
    this.blow = blow;
    this.job = job;
    this.code = code;
  }

  Blow blow() {
    return blow;
  }

  /** The fault that CloudStack plays with the job; null for those that do not concern a job. */
  FaultKind job() {
    return job;
  }

  int code() {
    return code;
  }

  /** Whether trying again helps, so that the operation has to get through or take itself back. */
  boolean isTransient() {
    return this != JOB_FAILS_431 && this != CANCELLED;
  }

  /** Whether a run that met it goes on as it would have, so that it can meet another one. */
  boolean leavesOnItsWay() {
    return job == null && this != CANCELLED && this != STALLED_30S && this != TERMINATED;
  }

  /** A read that is made again and again goes wrong in the same way each time. */
  private static boolean isFirst(CallPoint point) {
    return point.isOurs() && (!point.isRead() || point.nth() == 1);
  }

  /** Whether this can happen to that call at all. */
  boolean concerns(SeenCall call) {
    CallPoint point = call.point();
    if (point.isPoll() && point.nth() > 1) {
      return false;
    }
    return switch (this) {
      case JOB_FAILS_431, JOB_FAILS_530, JOB_FAILS_533, JOB_VANISHES, JOB_WITHOUT_RESULT ->
          call.job();
      case DAEMON_RESTARTED_BEFORE, DAEMON_RESTARTED_AFTER ->
          point.call().startsWith(CallPoint.BY_DAEMON) && call.job();
      case KILLED_BEFORE -> point.isOurs() || point.isInjectors();
      case ANSWER_LOST -> point.isOurs();
      case HTTP_429, HTML_404 -> point.isToCloudStack() && isFirst(point);
      case HTTP_503, RESET, DATABASE_CUT, CANCELLED -> isFirst(point);
      case KILLED_AFTER_EFFECT,
          KILLED_AFTER_ANSWER,
          DELIVERED_TWICE,
          STALLED_PAST_LEASE,
          EFFECT_LATE,
          STALLED_30S ->
          point.isOurs() && !point.isRead();
      case TERMINATED -> false;
    };
  }
}
