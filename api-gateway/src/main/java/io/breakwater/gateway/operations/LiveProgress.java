package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Running;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.operation.Progress;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What running operations say of themselves, asked at most once a second each. A worker has to
 * answer; when none does, the tables have to be enough, and it is not asked again for a while.
 * Thread-safe.
 */
final class LiveProgress {
  private static final Logger LOG = LoggerFactory.getLogger(LiveProgress.class);
  private static final Duration LIFE = Duration.ofMillis(900);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MOST = 1_000;

  private final Steering steering;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  LiveProgress(Steering steering) {
    this.steering = steering;
  }

  Optional<Progress> of(Running running) {
    Answer known = answers.get(running.runId());
    if (known != null && known.counts()) {
      return Optional.ofNullable(known.progress());
    }
    forgetOld();
    // One asks; the others that come meanwhile wait for that answer.
    return Optional.ofNullable(
        answers
            .compute(
                running.runId(), (run, old) -> old != null && old.counts() ? old : ask(running))
            .progress());
  }

  private Answer ask(Running running) {
    try {
      return Answer.of(steering.progress(running.workflowId(), running.runId()), LIFE);
    } catch (WorkflowException | io.grpc.StatusRuntimeException | Refused e) {
      LOG.info("{} does not tell its progress: {}", running.workflowId(), e.getMessage());
      return Answer.of(null, PAUSE);
    }
  }

  private void forgetOld() {
    if (answers.size() > MOST) {
      for (Iterator<Answer> all = answers.values().iterator(); all.hasNext(); ) {
        if (!all.next().counts()) {
          all.remove();
        }
      }
    }
  }

  private record Answer(Progress progress, long untilNanos) {
    static Answer of(Progress progress, Duration life) {
      return new Answer(progress, System.nanoTime() + life.toNanos());
    }

    boolean counts() {
      return System.nanoTime() - untilNanos < 0;
    }
  }
}
