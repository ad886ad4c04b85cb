package io.breakwater.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.host.HttpFault.Kind;
import io.breakwater.simulator.host.HttpProbe.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonServerTest {

  private final JsonServer server = new JsonServer("test", 0, Pace.of(0.01));
  private final AtomicInteger handled = new AtomicInteger();
  private HttpProbe probe;

  @BeforeEach
  void start() {
    server.route(
        "POST",
        "/things/{id}",
        call -> Reply.json(201, Map.of("id", call.path("id"), "n", handled.incrementAndGet())));
    server.start();
    probe = new HttpProbe(server.url());
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void answersRoutesWithDecodedPathParameters() throws IOException {
    var answer = probe.post("/things/a%20b", "{}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("id").asText()).isEqualTo("a b");
  }

  @Test
  void refusesConnectionsWhileItIsDownAndComesBackOnTheSamePort() throws IOException {
    server.stop();
    assertThatThrownBy(() -> probe.post("/things/1", "{}")).isInstanceOf(ConnectException.class);

    server.start();
    assertThat(probe.post("/things/1", "{}").status()).isEqualTo(201);
  }

  @Test
  void doesTheWorkAndLosesTheAnswer() {
    server.add(HttpFault.times(Kind.LOST_ANSWER, "POST /things", 1));

    assertThatThrownBy(() -> probe.post("/things/1", "{}")).isInstanceOf(IOException.class);
    assertThat(handled).hasValue(1);
  }

  @Test
  void passesEveryCallByWhoeverStandsBetween() throws IOException {
    server.intercept(
        (arrival, service) ->
            arrival.name().equals("POST /things/1") ? Reply.error(429, "slowly") : service.get());

    assertThat(probe.post("/things/1", "{}").status()).isEqualTo(429);
    assertThat(probe.post("/things/2", "{}").status()).isEqualTo(201);
    assertThat(handled).hasValue(1);
  }

  @Test
  void keepsMatchingRequestsUntilTheyAreLetGo() throws Exception {
    HttpHold hold = server.add(new HttpHold("POST /things", "\"kept\""));

    CompletableFuture<Answer> kept = inAThread(() -> probe.post("/things/1", "\"kept\""));
    await().until(() -> hold.keeps() == 1);
    assertThat(probe.post("/things/2", "\"free\"").json().path("n").asInt()).isEqualTo(1);
    hold.release();

    assertThat(kept.get(10, TimeUnit.SECONDS).json().path("n").asInt()).isEqualTo(2);
    assertThat(hold.keeps()).isZero();
  }

  /** Not in the common pool, which has no thread to spare on two cores. */
  private static CompletableFuture<Answer> inAThread(Callable<Answer> request) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            answer.complete(request.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        };
    JsonServer.daemonThread(task, "kept-request").start();
    return answer;
  }

  @Test
  void strikesAsOftenAsItWasToldAndOnlyWhereThePatternMatches() throws IOException {
    server.add(HttpFault.times(Kind.ERROR, "POST /things/2", 1));

    assertThat(probe.post("/things/1", "{}").status()).isEqualTo(201);
    assertThat(probe.post("/things/2", "{}").status()).isEqualTo(500);
    assertThat(probe.post("/things/2", "{}").status()).isEqualTo(201);
  }
}
