package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingJobsTest {
  private static final Duration TICK = Duration.ofMillis(40);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final List<Long> listedAt = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    scheduler.shutdownNow();
    pool.shutdownNow();
  }

  private PendingJobs jobs(Supplier<List<CsJob>> source) {
    return new PendingJobs(source, TICK, scheduler, pool, System::nanoTime);
  }

  private List<CsJob> none() {
    listedAt.add(System.nanoTime());
    return List.of();
  }

  @Test
  void staysWithinItsLimitHoweverManyAsk() {
    PendingJobs jobs = jobs(this::none);

    List<CompletableFuture<Void>> askers =
        IntStream.range(0, 40)
            .mapToObj(i -> CompletableFuture.runAsync(() -> askTimes(30, jobs), pool))
            .toList();
    askers.forEach(CompletableFuture::join);

    int most = PendingJobs.LONG;
    assertThat(listedAt).hasSizeGreaterThan(most + 5);
    for (int i = most; i < listedAt.size(); i++) {
      assertThat(listedAt.get(i) - listedAt.get(i - most))
          .as("from list %d to list %d", i - most, i)
          .isGreaterThanOrEqualTo(TICK.multipliedBy(most).toNanos());
    }
  }

  private static void askTimes(int times, PendingJobs jobs) {
    for (int i = 0; i < times; i++) {
      jobs.list();
    }
  }

  @Test
  void answersWithAListThatStartedAfterTheCall() throws Exception {
    CountDownLatch firstIsUnderWay = new CountDownLatch(1);
    CountDownLatch submitted = new CountDownLatch(1);
    CsJob job = new CsJob("job-1", "attachVolume", "Volume", "volume-1");
    PendingJobs jobs =
        jobs(
            () -> {
              List<CsJob> seen = submitted.getCount() == 0 ? List.of(job) : List.of();
              firstIsUnderWay.countDown();
              awaitQuietly(submitted);
              return seen;
            });
    CompletableFuture<List<CsJob>> early = CompletableFuture.supplyAsync(jobs::list, pool);
    firstIsUnderWay.await();

    submitted.countDown();
    List<CsJob> late = jobs.list();

    assertThat(early.get(5, TimeUnit.SECONDS)).isEmpty();
    assertThat(late).containsExactly(job);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    await().until(() -> latch.getCount() == 0);
  }

  @Test
  void answersAFewAfterARestQuickly() {
    AtomicLong clock = new AtomicLong();
    Duration tick = Duration.ofHours(1);
    PendingJobs jobs = new PendingJobs(this::none, tick, scheduler, pool, clock::get);

    for (int i = 0; i < 4; i++) {
      jobs.list();
      clock.addAndGet(tick.dividedBy(5).toNanos());
    }

    assertThat(listedAt).hasSize(4);
  }

  @Test
  void saysWhatCloudStackSaidToAllWhoShareTheList() {
    PendingJobs jobs =
        jobs(
            () -> {
              throw new CloudStackException(
                  CloudStackException.Kind.UNAVAILABLE, 503, "listAsyncJobs: 503", null, null);
            });

    assertThatThrownBy(jobs::list)
        .isInstanceOf(CloudStackException.class)
        .hasMessage("listAsyncJobs: 503");
  }
}
