package io.breakwater.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulator.SimulatorFixture;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldTest {

  private SimulatorFixture fixture;
  private String disk;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture();
    disk = fixture.disk("a");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void keepsARequestBeforeItsEffectUntilReleased() {
    Hold hold = hold(Hold.At.REQUEST);

    CompletableFuture<String> job = CompletableFuture.supplyAsync(this::detach);
    Awaitility.await().until(() -> hold.keeps() == 1);
    assertThat(fixture.cloud().view().busy()).isEmpty();
    hold.release();

    assertThat(fixture.await(job.join()).get("jobstatus").asInt()).isEqualTo(1);
    assertThat(attachedTo()).isEmpty();
  }

  @Test
  void keepsAJobInTheMiddleUntilReleased() {
    Hold hold = hold(Hold.At.JOB);

    String job = detach();
    assertThat(hold.keeps()).isEqualTo(1);
    assertThat(attachedTo()).isPresent();
    hold.release();

    assertThat(fixture.await(job).get("jobstatus").asInt()).isEqualTo(1);
    assertThat(attachedTo()).isEmpty();
  }

  @Test
  void catchesAgainWhatComesAfterThoseItLetPass() {
    Hold hold = hold(Hold.At.JOB);

    String first = detach();
    hold.pass();
    fixture.await(first);
    fixture.submit("detachVolume", Map.of("id", fixture.disk("b")));

    assertThat(hold.caught()).isEqualTo(2);
    assertThat(hold.keeps()).isEqualTo(1);
  }

  private Hold hold(Hold.At at) {
    return fixture.cloud().hold(at, entry -> entry.command().equals("detachVolume"));
  }

  private String detach() {
    return fixture.submit("detachVolume", Map.of("id", disk));
  }

  private Optional<String> attachedTo() {
    return fixture.cloud().view().volume(disk).map(VolumeView::vmId);
  }
}
