package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The asynchronous jobs. Jobs on one VM run one after another, all others side by side, as
 * CloudStack 4.22 does it. Every method wants the cloud's lock held.
 */
final class Jobs {

  private static final class Running {
    private final Job job;
    private final JobSpec spec;
    private final Fault fault;
    private boolean begun;
    private boolean pastHalf;

    private Running(Job job, JobSpec spec, Fault fault) {
      this.job = job;
      this.spec = spec;
      this.fault = fault;
    }

    private boolean has(FaultKind kind) {
      return fault != null && fault.kind() == kind;
    }
  }

  /** CloudStack keeps the jobs of a day; so many are more than a day's. */
  private static final int KEPT = 20_000;

  private final Cloud cloud;
  private final Map<String, Deque<Running>> queues = new HashMap<>();
  private final List<Running> pending = new ArrayList<>();

  Jobs(Cloud cloud) {
    this.cloud = cloud;
  }

  /** Accepts the job for the request; it may already have failed its check when this returns. */
  Job submit(JobSpec spec, ApiRequest request) {
    Job job = new Job();
    job.id = CloudState.newId();
    job.command = spec.command();
    job.className = spec.className();
    job.instanceType = spec.instanceType();
    job.instanceId = spec.instanceId();
    job.created = cloud.time().now();
    Running running = new Running(job, spec, request.fault());
    job.vanished = running.has(FaultKind.JOB_VANISHES);
    cloud.state().jobs.put(job.id, job);
    cloud.state().pendingJobs.put(job.id, job);
    cloud.journal().started(request.entry(), job.id);
    pending.add(running);
    forgetOldest();
    dispatch(running);
    return job;
  }

  private void forgetOldest() {
    if (cloud.state().jobs.size() > KEPT) {
      Job oldest = cloud.state().jobs.values().iterator().next();
      if (!oldest.pending()) {
        cloud.state().jobs.remove(oldest.id);
      }
    }
  }

  private void dispatch(Running running) {
    try {
      running.spec.runCheck();
    } catch (JobFailure refusal) {
      later(running, cloud.durations().of(Work.REFUSAL), () -> fail(running, refusal));
      return;
    }
    String queue = running.spec.queue();
    if (queue == null) {
      begin(running);
      return;
    }
    Deque<Running> waiting = queues.computeIfAbsent(queue, vm -> new ArrayDeque<>());
    waiting.add(running);
    if (waiting.size() == 1) {
      begin(running);
    }
  }

  private void begin(Running running) {
    running.begun = true;
    try {
      running.spec.runBegin();
    } catch (JobFailure refusal) {
      later(running, cloud.durations().of(Work.REFUSAL), () -> fail(running, refusal));
      return;
    }
    cloud
        .journal()
        .startOf(running.job.id)
        .ifPresentOrElse(
            entry -> cloud.holds().atJob(entry, () -> goOn(running)), () -> goOn(running));
  }

  private void goOn(Running running) {
    Duration recorded = cloud.durations().of(running.spec.work());
    Duration total = running.has(FaultKind.SLOW) ? recorded.plus(running.fault.delay()) : recorded;
    for (JobSpec.Stage stage : running.spec.stages()) {
      if (stage.at().compareTo(total) < 0) {
        later(running, stage.at(), stage.action());
      }
    }
    later(running, total.dividedBy(2), () -> half(running));
    later(running, total, () -> finish(running));
  }

  private void half(Running running) {
    running.pastHalf = true;
    if (running.has(FaultKind.SERVER_RESTART)) {
      cloud.restart();
    }
    if (running.has(FaultKind.JOB_INTERRUPTED)) {
      running.spec.runInterrupted(true);
      interrupted(running.job);
      leave(running);
    }
  }

  private void finish(Running running) {
    if (running.has(FaultKind.JOB_FAILURE)) {
      running.spec.runFailed();
      int code = running.fault.code() == 0 ? 530 : running.fault.code();
      String text = running.fault.text();
      fail(running, JobFailure.of(code, text == null ? running.spec.failureText() : text));
      return;
    }
    try {
      JsonNode result = running.spec.runFinish();
      end(running, Job.SUCCEEDED, 0, result);
    } catch (JobFailure failure) {
      fail(running, failure);
    }
  }

  private void fail(Running running, JobFailure failure) {
    JsonNode error =
        Json.object().put("errorcode", failure.code()).put("errortext", failure.getMessage());
    end(running, Job.FAILED, failure.code(), error);
  }

  private void end(Running running, int status, int code, JsonNode result) {
    Job job = running.job;
    job.status = status;
    job.resultCode = code;
    job.result = result;
    job.completed = cloud.time().now();
    cloud.state().pendingJobs.remove(job.id);
    leave(running);
  }

  /** The job is over: the next one on its VM begins. */
  private void leave(Running running) {
    Job job = running.job;
    pending.remove(running);
    cloud.journal().jobEnded(job.id, ending(job));
    cloud.jobEnded(job.id);
    cloud.changed();
    Deque<Running> waiting = queues.get(running.spec.queue());
    if (waiting != null && waiting.peek() == running) {
      waiting.remove();
      if (waiting.isEmpty()) {
        queues.remove(running.spec.queue());
      } else {
        begin(waiting.peek());
      }
    }
  }

  private static String ending(Job job) {
    if (job.status == Job.SUCCEEDED) {
      return "success";
    }
    return job.interrupted
        ? "530: interrupted by a restart"
        : job.resultCode + ": " + job.result.path("errortext").asText();
  }

  /** What a restart of the management server does to the jobs under way. */
  void interrupt() {
    List<Running> victims = new ArrayList<>(pending);
    pending.clear();
    queues.clear();
    for (Running victim : victims) {
      if (victim.begun) {
        victim.spec.runInterrupted(victim.pastHalf);
      }
      interrupted(victim.job);
      cloud.journal().jobEnded(victim.job.id, ending(victim.job));
    }
  }

  /** Ends a job the way CloudStack 4.22 shows it after a restart: 530 and no result. */
  void interrupted(Job job) {
    job.status = Job.FAILED;
    job.resultCode = 530;
    job.result = null;
    job.interrupted = true;
    cloud.state().pendingJobs.remove(job.id);
    job.completed = cloud.time().now();
  }

  private void later(Running running, Duration delay, Runnable action) {
    cloud.later(
        delay,
        () -> {
          if (pending.contains(running)) {
            action.run();
          }
        });
  }
}
