package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a job does, and when: the check at once and without queueing, the rest when its turn has
 * come on its VM. All of it runs while the cloud is locked.
 */
final class JobSpec {

  record Stage(Duration at, Runnable action) {}

  private final String command;
  private final String className;
  private final Work work;
  private final List<Stage> stages = new ArrayList<>();
  private String instanceType;
  private String instanceId;
  private String queue;
  private String failureText = "Simulated failure";
  private Runnable check = () -> {};
  private Runnable begin = () -> {};
  private Supplier<JsonNode> finish = () -> null;
  private Runnable failed = () -> {};
  private Consumer<Boolean> interrupted = pastHalf -> {};

  private JobSpec(String command, String className, Work work) {
    this.command = command;
    this.className = className;
    this.work = work;
  }

  static JobSpec of(String command, String className, Work work) {
    return new JobSpec(command, "org.apache.cloudstack.api.command." + className, work);
  }

  JobSpec on(String type, String id) {
    instanceType = type;
    instanceId = id;
    return this;
  }

  /** The VM whose jobs run one after another; null when it needs no queueing. */
  JobSpec queuedOn(String vmId) {
    queue = vmId;
    return this;
  }

  /** Looks whether it may be done at all; throws {@link JobFailure}. */
  JobSpec check(Runnable action) {
    check = action;
    return this;
  }

  /** Looks again when its turn has come; throws {@link JobFailure}. */
  JobSpec begin(Runnable action) {
    begin = action;
    return this;
  }

  JobSpec at(Duration sinceBegin, Runnable action) {
    stages.add(new Stage(sinceBegin, action));
    return this;
  }

  /** Does it and gives the job's result; throws {@link JobFailure}. */
  JobSpec finish(Supplier<JsonNode> action) {
    finish = action;
    return this;
  }

  /** What remains of it when a fault makes it fail, and what CloudStack says then. */
  JobSpec whenFailing(String text, Runnable action) {
    failureText = text;
    failed = action;
    return this;
  }

  /**
   * What remains of it when the management server goes down; true when half of its time was over.
   */
  JobSpec whenInterrupted(Consumer<Boolean> action) {
    interrupted = action;
    return this;
  }

  String command() {
    return command;
  }

  String className() {
    return className;
  }

  Work work() {
    return work;
  }

  List<Stage> stages() {
    return stages;
  }

  String instanceType() {
    return instanceType;
  }

  String instanceId() {
    return instanceId;
  }

  String queue() {
    return queue;
  }

  String failureText() {
    return failureText;
  }

  void runCheck() {
    check.run();
  }

  void runBegin() {
    begin.run();
  }

  JsonNode runFinish() {
    return finish.get();
  }

  void runFailed() {
    failed.run();
  }

  void runInterrupted(boolean pastHalf) {
    interrupted.accept(pastHalf);
  }
}
