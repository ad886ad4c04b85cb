package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.volumedaemon.DaemonOperation.Status;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeDaemonTest {
  private static final VolumeId VOLUME = new VolumeId("5f3a0c11-d2e3-4b0a-9c77-000000000001");
  private static final MachineId MACHINE = new MachineId("9b2d0000-0000-0000-0000-000000000002");
  private static final String PENDING =
      """
      {"id":"op-1","type":"attach","status":"pending","volume_id":"5f3a0c11-d2e3-4b0a-9c77-000000000001",
       "vm_id":"9b2d0000-0000-0000-0000-000000000002","request":{"x":1},
       "created_at":"2025-10-01T09:00:00Z","updated_at":"2025-10-01T10:00:07+01:00"}
      """;

  private final MockWebServer server = new MockWebServer();
  private VolumeDaemon daemon;

  @BeforeEach
  void open() throws IOException {
    server.start();
    daemon =
        new VolumeDaemon(
            new VolumeDaemonConfig(
                server.url("/").uri(),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20)));
  }

  @AfterEach
  void close() throws IOException {
    daemon.close();
    server.close();
  }

  @Test
  void attachesAsRootWithOneRequest() throws Exception {
    answer(201, PENDING);

    DaemonOperation operation = daemon.attachRoot(VOLUME, MACHINE);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine())
        .startsWith("POST /api/v1/volumes/" + VOLUME + "/attach-root ");
    assertThat(request.getBody().utf8()).isEqualTo("{\"vm_id\":\"" + MACHINE + "\"}");
    assertThat(operation)
        .isEqualTo(
            new DaemonOperation(
                "op-1",
                DaemonOperation.Type.ATTACH,
                Status.PENDING,
                VOLUME,
                MACHINE,
                "",
                Instant.parse("2025-10-01T09:00:07Z")));
  }

  @Test
  void readsTheMappingByItsVolumeUuid() {
    answer(
        200,
        """
        {"id":"","vm_context_id":null,"volume_uuid":"5f3a0c11-d2e3-4b0a-9c77-000000000001",
         "vm_id":"9b2d0000-0000-0000-0000-000000000002","operation_mode":"failover",
         "device_path":"remote-vm-root-9b2d","snapshot_status":""}
        """);

    assertThat(daemon.mapping(VOLUME))
        .contains(new DaemonMapping(VOLUME, MACHINE, "remote-vm-root-9b2d", false));
  }

  @Test
  void takesItsOwn404ForNoMappingButNotAnotherServers() {
    answer(404, "{\"error\":\"no device mapping\"}");
    answer(404, "<html>not found</html>");

    assertThat(daemon.mapping(VOLUME)).isEmpty();
    assertThatThrownBy(() -> daemon.mapping(VOLUME))
        .isInstanceOfSatisfying(
            VolumeDaemonException.class, e -> assertThat(e.isOutage()).isTrue());
  }

  @Test
  void listsPendingOperationsBeforeExecutingOnes() throws Exception {
    answer(200, "[" + PENDING + "]");
    answer(200, "[" + PENDING.replace("\"pending\"", "\"executing\"") + "]");

    assertThat(daemon.open()).extracting(DaemonOperation::status).containsExactly(Status.EXECUTING);
    assertThat(server.takeRequest().getTarget()).endsWith("operations?status=pending");
    assertThat(server.takeRequest().getTarget()).endsWith("operations?status=executing");
  }

  @Test
  void readsGosNullAsAnEmptyList() {
    answer(200, "null");

    assertThat(daemon.volumesOn(MACHINE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, VolumeDaemonError, false",
    "404, VolumeDaemonUnavailable, true",
    "408, VolumeDaemonUnavailable, true",
    "422, VolumeDaemonError, false",
    "429, VolumeDaemonUnavailable, true",
    "500, VolumeDaemonUnavailable, true",
    "502, VolumeDaemonUnavailable, true",
    "503, VolumeDaemonUnavailable, true",
  })
  void classifiesByStatus(int status, String type, boolean retryable) {
    answer(status, "{\"error\":\"some text\"}");

    VolumeDaemonException e =
        catchThrowableOfType(VolumeDaemonException.class, () -> daemon.detach(VOLUME));

    assertThat(e.type()).isEqualTo(type);
    assertThat(e.isRetryable()).isEqualTo(retryable);
    assertThat(e.toFailure().isNonRetryable()).isEqualTo(!retryable);
    assertThat(e).hasMessageContaining("detach volume " + VOLUME).hasMessageContaining("some text");
  }

  @Test
  void sendsNothingAgainWhenTheAnswerDoesNotCome() {
    server.enqueue(new MockResponse.Builder().onRequestStart(SocketEffect.Stall.INSTANCE).build());

    assertOutage(() -> daemon.detach(VOLUME));

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void isUnavailableWhenNobodyListens() throws Exception {
    server.close();

    assertOutage(() -> daemon.detach(VOLUME));
  }

  @Test
  void isUnavailableWhenTheAnswerIsNotADaemons() {
    answer(200, "<html>welcome</html>");
    answer(200, "{}");

    assertOutage(() -> daemon.open());
    assertOutage(() -> daemon.volumesOn(MACHINE));
  }

  @Test
  void survivesAStatusItDoesNotKnow() {
    answer(200, PENDING.replace("\"pending\"", "\"suspended\""));

    assertThat(daemon.operation("op-1")).map(DaemonOperation::status).contains(Status.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "Duplicate entry 'remote-vm-9b2d' for key 'unique_device_path', true",
    "UNIQUE constraint unique_device_path, true",
    "attach failed: CloudStack API error 530, false",
  })
  void recognisesTheMappingThatTheDaemonCannotHold(String text, boolean expected) {
    assertThat(VolumeDaemonFailures.saysPlaceholderTaken(text)).isEqualTo(expected);
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private static void assertOutage(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            VolumeDaemonException.class, e -> assertThat(e.isOutage()).isTrue());
  }
}
