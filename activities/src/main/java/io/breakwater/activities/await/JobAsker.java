package io.breakwater.activities.await;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Asks how single jobs ended, {@value #MOST} at a time, and no job twice at a time. Whoever does
 * not get an answer holds up nobody else until {@value #MOST} of them wait. Thread-safe.
 */
final class JobAsker {
  private static final int MOST = 8;

  private final JobSource source;
  private final Executor pool;
  private final BiConsumer<String, JobEnd> ended;
  private final Runnable answered;
  private final Consumer<RuntimeException> failed;

  private final Set<String> asked = new HashSet<>();
  private final Queue<Question> waiting = new ArrayDeque<>();
  private int asking;

  private record Question(String job, Runnable vanished) {}

  JobAsker(
      JobSource source,
      Executor pool,
      BiConsumer<String, JobEnd> ended,
      Runnable answered,
      Consumer<RuntimeException> failed) {
    this.source = source;
    this.pool = pool;
    this.ended = ended;
    this.answered = answered;
    this.failed = failed;
  }

  /**
   * Asks for the job unless an answer about it is awaited already.
   *
   * @param vanished is run when the endpoint does not know it
   */
  void ask(String job, Runnable vanished) {
    synchronized (this) {
      if (!asked.add(job)) {
        return;
      }
      waiting.add(new Question(job, vanished));
      if (asking == MOST) {
        return;
      }
      asking++;
    }
    pool.execute(this::askAll);
  }

  private void askAll() {
    for (Question question = next(); question != null; question = next()) {
      answer(question);
    }
  }

  private void answer(Question question) {
    try {
      Optional<JobEnd> end = source.result(question.job);
      answered.run();
      if (end.isPresent() && end.get() instanceof JobEnd.Vanished) {
        question.vanished.run();
      } else {
        end.ifPresent(e -> ended.accept(question.job, e));
      }
    } catch (RuntimeException e) {
      failed.accept(e);
    } finally {
      done(question.job);
    }
  }

  private synchronized Question next() {
    Question question = waiting.poll();
    if (question == null) {
      asking--;
    }
    return question;
  }

  private synchronized void done(String job) {
    asked.remove(job);
  }
}
