package io.breakwater.activities.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobWatcherTest {
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final FakeJobs jobs = new FakeJobs();
  private final JobWatcher watcher =
      new JobWatcher("the cloud", jobs, Duration.ofMillis(5), scheduler, pool);

  @AfterEach
  void close() {
    watcher.close();
    scheduler.shutdownNow();
    pool.shutdownNow();
  }

  private static JobEnd end(CompletableFuture<JobEnd> wait) throws Exception {
    return wait.get(5, TimeUnit.SECONDS);
  }

  @Test
  void asksForAllPendingJobsAtOnce() throws Exception {
    List<CompletableFuture<JobEnd>> waits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      jobs.pending.add("job-" + i);
      waits.add(watcher.watch("job-" + i));
    }
    // While the first few were added they may have been asked for one by one.
    int listed = jobs.lists.get();
    await().until(() -> jobs.lists.get() >= listed + 2);
    int asked = jobs.results.get();
    await().until(() -> jobs.lists.get() >= listed + 5);

    assertThat(jobs.results.get()).isEqualTo(asked);
    assertThat(waits).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void takesAJobForFinishedOnlyWhenItsResultSaysSo() throws Exception {
    CompletableFuture<JobEnd> wait = watcher.watch("just-submitted");
    await().until(() -> jobs.results.get() >= 2);
    assertThat(wait).isNotDone();

    jobs.ends.put("just-submitted", new JobEnd.Succeeded("{}"));

    assertThat(end(wait)).isEqualTo(new JobEnd.Succeeded("{}"));
  }

  @Test
  void isNotHeldUpByAJobThatCannotBeAskedFor() throws Exception {
    jobs.unanswered.add("a-riddle");
    CompletableFuture<JobEnd> riddle = watcher.watch("a-riddle");
    CompletableFuture<JobEnd> plain = watcher.watch("plain");

    jobs.ends.put("plain", new JobEnd.Succeeded("{}"));

    assertThat(end(plain)).isEqualTo(new JobEnd.Succeeded("{}"));
    assertThat(riddle).isNotDone();
  }

  @Test
  void isNotHeldUpByAnAnswerThatComesLate() throws Exception {
    jobs.late.put("stalled", new CountDownLatch(1));
    CompletableFuture<JobEnd> stalled = watcher.watch("stalled");
    await().until(() -> jobs.results.get() > 0);
    CompletableFuture<JobEnd> plain = watcher.watch("plain");

    jobs.ends.put("plain", new JobEnd.Succeeded("{}"));

    assertThat(end(plain)).isEqualTo(new JobEnd.Succeeded("{}"));
    assertThat(stalled).isNotDone();
    jobs.ends.put("stalled", new JobEnd.Succeeded("{}"));
    jobs.late.get("stalled").countDown();
    assertThat(end(stalled)).isEqualTo(new JobEnd.Succeeded("{}"));
  }

  @Test
  void asksForAnotherListWhenOneIsNotAnswered() throws Exception {
    jobs.pending.add("running");
    jobs.lateLists.set(1);
    jobs.ends.put("gone", new JobEnd.Vanished());

    CompletableFuture<JobEnd> gone = watcher.watch("gone");

    assertThat(end(gone)).isEqualTo(new JobEnd.Vanished());
    jobs.listAnswers.countDown();
  }

  @Test
  void keepsWaitingThroughAnOutage() throws Exception {
    CompletableFuture<JobEnd> wait = watcher.watch("job");
    jobs.outage = true;
    jobs.ends.put("job", new JobEnd.Vanished());
    int before = jobs.lists.get();
    await().until(() -> jobs.lists.get() > before + 2);
    assertThat(wait).isNotDone();

    jobs.outage = false;

    assertThat(end(wait)).isEqualTo(new JobEnd.Vanished());
  }

  @Test
  void asksNothingWhileNobodyWaits() throws Exception {
    jobs.ends.put("job", new JobEnd.Succeeded(""));
    end(watcher.watch("job"));
    int before = jobs.lists.get();

    await().during(Duration.ofMillis(50)).until(() -> jobs.lists.get() <= before);
  }

  @Test
  void givesEveryWaitForAJobItsEnd() throws Exception {
    CompletableFuture<JobEnd> first = watcher.watch("job");
    CompletableFuture<JobEnd> second = watcher.watch("job");
    first.cancel(true);

    jobs.ends.put("job", new JobEnd.Failed(530, "no"));

    assertThat(end(second)).isEqualTo(new JobEnd.Failed(530, "no"));
  }

  @Test
  void asksForNoListWhileTheFewItWatchesAreKnown() throws Exception {
    jobs.listTellsMore = false;
    try (JobWatcher patient =
        new JobWatcher("the cloud", jobs, Duration.ofMillis(5), scheduler, pool)) {
      jobs.pending.add("job");
      CompletableFuture<JobEnd> wait = patient.watch("job");
      await().until(() -> jobs.results.get() >= 20);

      jobs.ends.put("job", new JobEnd.Succeeded("{}"));

      assertThat(end(wait)).isEqualTo(new JobEnd.Succeeded("{}"));
      assertThat(jobs.lists.get()).isZero();
    }
  }

  @Test
  void leavesItToTheListToRuleOutAJob() throws Exception {
    jobs.pending.add("job");
    jobs.ends.put("job", new JobEnd.Vanished());
    CompletableFuture<JobEnd> wait = watcher.watch("job");
    await().until(() -> jobs.lists.get() >= 3);
    assertThat(jobs.results.get()).isPositive();
    assertThat(wait).isNotDone();

    jobs.pending.clear();

    assertThat(end(wait)).isEqualTo(new JobEnd.Vanished());
  }

  @Test
  void listsNowAndThenWhereThatTellsMore() throws Exception {
    jobs.pending.add("job");
    CompletableFuture<JobEnd> wait = watcher.watch("job");

    await().until(() -> jobs.lists.get() >= 3);

    assertThat(wait).isNotDone();
  }

  private static final class FakeJobs implements JobSource {
    private final Set<String> pending = ConcurrentHashMap.newKeySet();
    private final Map<String, JobEnd> ends = new ConcurrentHashMap<>();
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger results = new AtomicInteger();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> late = new ConcurrentHashMap<>();
    private final AtomicInteger lateLists = new AtomicInteger();
    private final CountDownLatch listAnswers = new CountDownLatch(1);
    private volatile boolean outage;
    private volatile boolean listTellsMore = true;

    @Override
    public Set<String> pending() {
      lists.incrementAndGet();
      if (lateLists.getAndDecrement() > 0) {
        waitFor(listAnswers);
      }
      if (outage) {
        throw new IllegalStateException("404 HTML");
      }
      return Set.copyOf(pending);
    }

    @Override
    public Optional<JobEnd> result(String id) {
      results.incrementAndGet();
      if (late.containsKey(id)) {
        waitFor(late.get(id));
      }
      if (unanswered.contains(id)) {
        throw new IllegalStateException("an answer that nobody understands");
      }
      return Optional.ofNullable(ends.get(id));
    }

    private static void waitFor(CountDownLatch answer) {
      try {
        assertThat(answer.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean listTellsMore() {
      return listTellsMore;
    }
  }
}
