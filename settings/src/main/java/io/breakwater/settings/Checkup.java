package io.breakwater.settings;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Tries every connection of a process, one after the other, and says what came of it. */
public final class Checkup {
  private final Duration limit;
  private final List<Look> looks = new ArrayList<>();

  /**
   * @param limit how long one of them is waited for
   */
  public Checkup(Duration limit) {
    this.limit = limit;
  }

  /**
   * One more connection.
   *
   * @param attempt says what was found; what it throws says why it cannot be used
   * @param todo what to do about that
   */
  public Checkup add(String what, Callable<String> attempt, String todo) {
    return add(what, attempt, failure -> todo);
  }

  /** The same, where what to do depends on what went wrong. */
  public Checkup add(String what, Callable<String> attempt, Function<Throwable, String> todo) {
    looks.add(new Look(what, attempt, todo));
    return this;
  }

  /** Whether all of them can be used; a line for each goes to {@code out}. */
  public boolean isPassed(PrintStream out) {
    boolean passed = true;
    for (Look look : looks) {
      passed &= isPassed(look, out);
    }
    return passed;
  }

  private boolean isPassed(Look look, PrintStream out) {
    try {
      out.printf("ok      %-14s %s%n", look.what, within(look.attempt));
      return true;
    } catch (ExecutionException e) {
      tell(look, reason(e.getCause()), e.getCause(), out);
    } catch (TimeoutException e) {
      tell(look, "no answer within " + limit.toSeconds() + " s", e, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tell(look, "interrupted", e, out);
    }
    return false;
  }

  private static void tell(Look look, String reason, Throwable failure, PrintStream out) {
    String todo = look.todo.apply(failure);
    out.printf("FAILED  %-14s %s%n        %-14s -> %s%n", look.what, reason, "", todo);
  }

  private String within(Callable<String> attempt)
      throws ExecutionException, TimeoutException, InterruptedException {
    FutureTask<String> task = new FutureTask<>(attempt);
    Thread thread = new Thread(task, "check");
    thread.setDaemon(true);
    thread.start();
    return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String said = firstLine(failure);
    String last = firstLine(root);
    return said.contains(last) ? said : said + ": " + last;
  }

  private static String firstLine(Throwable failure) {
    String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return said.lines().findFirst().orElse(said);
  }

  private record Look(String what, Callable<String> attempt, Function<Throwable, String> todo) {}
}
