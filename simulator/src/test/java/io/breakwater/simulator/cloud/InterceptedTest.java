package io.breakwater.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatorFixture;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.Reply;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterceptedTest {
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private SimulatorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void passesEveryCallByWhoeverStandsBetween() {
    fixture
        .simulator()
        .intercept(
            (arrival, service) -> {
              arrivals.add(arrival);
              return service.get();
            });

    assertThat(fixture.api().get("listZones", Map.of()).status()).isEqualTo(200);

    assertThat(arrivals).extracting(Arrival::service).containsExactly("cloudstack");
    assertThat(arrivals).extracting(Arrival::name).containsExactly("listZones");
  }

  @Test
  void doesNothingWhenWhoeverStandsBetweenKeepsTheCall() {
    String disk = fixture.disk("a");
    fixture.simulator().intercept((arrival, service) -> null);

    assertThatThrownBy(() -> fixture.submit("detachVolume", Map.of("id", disk)))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(fixture.cloud().journal().of("detachVolume")).isEmpty();
  }

  @Test
  void answersWhatWhoeverStandsBetweenSays() {
    fixture
        .simulator()
        .intercept((arrival, service) -> new Reply(503, "text/html", "<html></html>"));

    assertThat(fixture.api().get("listZones", Map.of()).status()).isEqualTo(503);
    fixture.simulator().intercept(Interceptor.NONE);
    assertThat(fixture.api().get("listZones", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void interruptsOneJobAndNoOther() {
    String struck = fixture.disk("struck");
    String spared = fixture.disk("spared");
    fixture.cloud().play(Fault.on("detachVolume", FaultKind.JOB_INTERRUPTED).of(struck));

    String other = fixture.submit("detachVolume", Map.of("id", spared));
    JsonNode end = fixture.job("detachVolume", Map.of("id", struck));

    assertThat(end.get("jobstatus").asInt()).isEqualTo(2);
    assertThat(end.get("jobresultcode").asInt()).isEqualTo(530);
    assertThat(end.has("jobresult")).isFalse();
    assertThat(fixture.await(other).get("jobstatus").asInt()).isEqualTo(1);
  }
}
