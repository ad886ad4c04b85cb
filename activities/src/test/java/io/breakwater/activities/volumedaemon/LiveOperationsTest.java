package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.cloudstack.CloudStackException;
import io.breakwater.activities.cloudstack.CsJob;
import io.breakwater.vm.VolumeId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveOperationsTest {
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final VolumeId VOLUME = new VolumeId("volume-1");

  private final MockWebServer server = new MockWebServer();
  private final SteppingClock clock = new SteppingClock();
  private final List<CsJob> cloudJobs = new ArrayList<>();
  private CloudStackException outage;
  private int cloudRequests;
  private String status = "executing";
  private Instant updated = START;
  private VolumeDaemon daemon;
  private LiveOperations operations;

  @BeforeEach
  void open() throws IOException {
    server.setDispatcher(new OneOperation());
    server.start();
    VolumeDaemonConfig config = VolumeDaemonConfig.at(server.url("/").uri());
    daemon = new VolumeDaemon(config);
    operations = new LiveOperations(daemon, this::jobs, config, clock);
  }

  @AfterEach
  void close() throws IOException {
    daemon.close();
    server.close();
  }

  @Test
  void asksCloudStackOnlyAboutOperationsThatShowNoProgress() {
    look(0, 5, 10, 15);

    assertThat(operations.liveOn(VOLUME)).hasSize(1);
    assertThat(cloudRequests).isZero();
  }

  @Test
  void takesAnOperationForLostWhenCloudStackHadNoJobForIt() {
    look(0, 20, 40, 59);
    assertThat(operations.pending()).containsExactly("op-1");
    assertThat(operations.result("op-1")).isEmpty();

    look(61);

    assertThat(operations.pending()).isEmpty();
    assertThat(operations.result("op-1")).contains(new JobEnd.Vanished());
  }

  @Test
  void keepsBelievingWhileCloudStackWorksOnTheVolume() {
    cloudJobs.add(new CsJob("77", "DetachVolumeCmd", "Volume", "VOLUME-1"));

    look(0, 20, 40, 60, 80, 100);

    assertThat(operations.pending()).containsExactly("op-1");
  }

  @Test
  void startsAnewWhenTheDaemonShowsProgress() {
    look(0, 20, 40);
    updated = START.plusSeconds(50);

    look(60, 80, 100);
    assertThat(operations.pending()).containsExactly("op-1");

    look(121);
    assertThat(operations.pending()).isEmpty();
  }

  @Test
  void holdsNothingForLostWhileCloudStackDoesNotAnswer() {
    outage = CloudStackDown.exception();

    look(0, 20, 40, 60, 80);

    assertThat(operations.pending()).containsExactly("op-1");
  }

  @Test
  void drawsNoConclusionFromATimeInWhichNobodyLooked() {
    look(0, 300);
    assertThat(operations.pending()).containsExactly("op-1");

    look(320, 340, 361);
    assertThat(operations.pending()).isEmpty();
  }

  @Test
  void takesAnOperationOfAnEarlierLifeForLostAtOnce() {
    updated = START.minus(Duration.ofDays(3));

    assertThat(operations.live()).isEmpty();
  }

  @Test
  void passesOnHowTheDaemonSaysItEnded() {
    status = "failed";
    assertThat(operations.result("op-1")).contains(new JobEnd.Failed(0, "some text"));

    status = "completed";
    assertThat(operations.result("op-1")).contains(new JobEnd.Succeeded("op-1"));
  }

  @Test
  void callsAnOperationVanishedOnlyWhileTheDaemonCanAnswerAList() {
    assertThat(operations.result("op-unknown")).contains(new JobEnd.Vanished());

    status = "broken";
    assertThatThrownBy(() -> operations.result("op-unknown"))
        .isInstanceOf(VolumeDaemonException.class);
  }

  private void look(int... seconds) {
    for (int second : seconds) {
      clock.now = START.plusSeconds(second);
      operations.live();
    }
  }

  private List<CsJob> jobs() {
    cloudRequests++;
    if (outage != null) {
      throw outage;
    }
    return cloudJobs;
  }

  /** A daemon with a single operation; in status "broken" it has lost its database. */
  private final class OneOperation extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String target = request.getTarget();
      if (target.contains("operations?")) {
        return status.equals("broken")
            ? reply(500, "{\"error\":\"no database\"}")
            : reply(200, target.endsWith(status) ? "[" + operation() + "]" : "[]");
      }
      return target.endsWith("operations/op-1")
          ? reply(200, operation())
          : reply(404, "{\"error\":\"not found\"}");
    }

    private String operation() {
      return """
      {"id":"op-1","type":"detach","status":"%s","volume_id":"volume-1","error":"%s","updated_at":"%s"}
      """
          .formatted(status, status.equals("failed") ? "some text" : "", updated);
    }

    private MockResponse reply(int code, String body) {
      return new MockResponse.Builder().code(code).body(body).build();
    }
  }

  private static final class SteppingClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
