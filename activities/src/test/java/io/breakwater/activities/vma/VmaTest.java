package io.breakwater.activities.vma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.inventory.credential.VCenterCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmaTest {
  private static final VCenterCredentials LOGIN =
      new VCenterCredentials("vc1", "user", "p4 ss&wörd", "DC1");
  private static final SourceMachine SOURCE = new SourceMachine("app01", "4205aaaa", LOGIN);

  private final MockWebServer server = new MockWebServer();
  private Vma vma;

  @BeforeEach
  void open() throws IOException {
    server.start();
    vma =
        new Vma(
            new VmaConfig(
                server.url("/").uri(),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMillis(500)));
  }

  @AfterEach
  void close() throws IOException {
    vma.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | job not found | UNKNOWN
          200 | {"error":"Job not found"} | UNKNOWN
          200 | {"status":"Streaming","phase":"Transfer"} | RUNNING
          200 | {"status":"Queued","phase":""} | RUNNING
          200 | {"status":"Succeeded","phase":"Finalize"} | ENDED
          200 | {"status":"","phase":"Error"} | ENDED
          """)
  void readsWhatBecameOfATransfer(int status, String body, Transfer transfer) throws Exception {
    answer(status, body);

    assertThat(vma.transfer("migration-vol-1")).isEqualTo(transfer);
    assertThat(server.takeRequest().getTarget()).endsWith("/api/v1/progress/migration-vol-1");
  }

  @ParameterizedTest
  @CsvSource({"404,404 page not found", "500,internal server error", "200,{}", "502,bad gateway"})
  void doesNotTakeAnythingElseForAWordAboutATransfer(int status, String body) throws Exception {
    answer(status, body);

    assertThatThrownBy(() -> vma.transfer("job-1")).isInstanceOf(VmaException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "poweredOn,ON",
    "poweredOff,OFF",
    "suspended,SUSPENDED",
    "standBy,UNKNOWN",
    "'',UNKNOWN"
  })
  void readsThePowerState(String told, PowerState state) throws Exception {
    answer(200, "{\"vm_id\":\"4205AAAA\",\"power_state\":\"" + told + "\"}");

    assertThat(vma.powerState(SOURCE))
        .isEqualTo(new PowerReading(state, ToolsStatus.UNKNOWN, null));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getUrl().encodedPath()).isEqualTo("/api/v1/vm/4205aaaa/power-state");
    assertThat(request.getUrl().queryParameter("password")).isEqualTo(LOGIN.password());
  }

  @Test
  void readsToolsAndLastChange() {
    answer(
        200,
        "{\"power_state\":\"poweredOn\",\"tools_status\":\"toolsOld\","
            + "\"last_state_change\":\"2026-11-21T10:00:00+01:00\"}");

    assertThat(vma.powerState(SOURCE))
        .isEqualTo(
            new PowerReading(
                PowerState.ON, ToolsStatus.OLD, Instant.parse("2026-11-21T09:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{\"power_state\":null}",
        "<html>p4 ss&wörd</html>",
        "{\"vm_id\":\"4205bbbb\",\"power_state\":\"poweredOff\"}"
      })
  void takesAnAnswerThatIsNoneForAnOutage(String body) {
    answer(200, body);

    VmaException e = catchThrowableOfType(VmaException.class, () -> vma.powerState(SOURCE));

    assertThat(e.isOutage()).isTrue();
    assertThat(printed(e)).doesNotContain("p4 ss");
  }

  @Test
  void sendsTheOrderWithTheLoginInTheBody() throws Exception {
    answer(
        200,
        "{\"success\":true,\"new_state\":\"poweredOn\",\"shutdown_method\":\"graceful\","
            + "\"message\":\"m\"}");

    assertThat(vma.powerOff(SOURCE, true, Duration.ofMinutes(2)))
        .isEqualTo(new PowerAnswer(true, PowerState.ON, "graceful", "m"));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getUrl().encodedQuery()).isNull();
    assertThat(request.getBody().utf8())
        .contains("\"force\":true", "\"timeout\":120", "\"password\":\"p4 ss&wörd\"");
  }

  @Test
  void discoversWithDisksAndNetworksAsTheyCame() {
    answer(
        200,
        "{\"vms\":[{\"id\":\"4205aaaa\",\"name\":\"app01\",\"num_cpu\":4,\"memory_mb\":8192,"
            + "\"disks\":[{\"x\":1}],\"networks\":null}]}");

    DiscoveredVm vm = vma.discover(LOGIN, "DC1", "app01").get(0);

    assertThat(vm.cpus()).isEqualTo(4);
    assertThat(vm.disks().get(0).path("x").asInt()).isEqualTo(1);
    assertThat(vm.networks().isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"500", "404", "400", "503"})
  void showsThePasswordInNoError(int status) {
    answer(status, "Post https://user:p4+ss%26w%C3%B6rd@vc1/sdk p4 ss&wörd p4%20ss%26w%C3%B6rd");

    VmaException e = catchThrowableOfType(VmaException.class, () -> vma.powerState(SOURCE));

    assertThat(printed(e)).contains("app01", "***").doesNotContain("p4", "password=");
  }

  @Test
  void tellsAnUnknownVmFromAnOutage() {
    answer(404, "VM not found: 4205aaaa\n");

    VmaException e = catchThrowableOfType(VmaException.class, () -> vma.powerState(SOURCE));

    assertThat(e.type()).isEqualTo(VmaFailures.UNKNOWN_VM);
    assertThat(e.isRetryable()).isFalse();
    assertThat(e.toFailure().isNonRetryable()).isTrue();
  }

  @Test
  void showsNeitherQueryNorPasswordWhenTheConnectionBreaks() {
    server.enqueue(
        new MockResponse.Builder()
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build());

    VmaException e = catchThrowableOfType(VmaException.class, () -> vma.powerState(SOURCE));

    assertThat(e.isOutage()).isTrue();
    assertThat(printed(e)).doesNotContain("p4", "password=", "user=");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void refusesASourceWithoutId() {
    assertThatThrownBy(() -> new SourceMachine("app01", " ", LOGIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("p4");
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  /** Everything that a log would show. */
  private static String printed(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
