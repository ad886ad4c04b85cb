package io.breakwater.activities.guest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.await.JobEnd;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorJobsTest {
  @TempDir Path directory;
  private InjectorSite site;

  @BeforeEach
  void open() {
    site = new InjectorSite(directory);
  }

  @AfterEach
  void close() {
    site.cleanUp();
  }

  @Test
  void listsARunUntilItEndedAndThenSaysHow() throws Exception {
    site.script("while [ ! -e \"$1\" ]; do sleep 0.05; done; exit 4");
    ProcessInjectors injectors = site.injectors();
    InjectorJobs jobs = new InjectorJobs(injectors);
    Injection run = site.start(injectors);

    assertThat(jobs.pending()).containsExactly(run.id());
    assertThat(jobs.result(run.id())).isEmpty();
    java.nio.file.Files.createFile(site.file("device"));

    await().atMost(10, SECONDS).until(() -> jobs.pending().isEmpty());
    assertThat(jobs.result(run.id())).contains(new JobEnd.Failed(4, "it ended with exit code 4"));
  }

  @Test
  void endsAHangingRunOnceItIsOverTheLimit() throws Exception {
    site.withLimits(Duration.ofMillis(700), Duration.ofMillis(300))
        .script("trap '' TERM; touch \"$1\"; while :; do sleep 1; done");
    ProcessInjectors injectors = site.injectors();
    InjectorJobs jobs = new InjectorJobs(injectors);
    Injection run = site.start(injectors);
    site.awaitFile("device");

    await().atMost(10, SECONDS).until(() -> jobs.pending().isEmpty());

    assertThat(jobs.result(run.id())).contains(new JobEnd.Failed(0, "it took longer than PT0.7S"));
    assertThat(site.group().isAlive()).isFalse();
  }

  @Test
  void callsARunVanishedThatIsNotOnRecord() {
    assertThat(new InjectorJobs(site.injectors()).result("volume-1/virtio-1-1"))
        .contains(new JobEnd.Vanished());
  }
}
