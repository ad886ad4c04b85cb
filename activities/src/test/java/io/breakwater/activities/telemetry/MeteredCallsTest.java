package io.breakwater.activities.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeteredCallsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient client =
      new OkHttpClient.Builder().addInterceptor(new MeteredCalls("a-daemon")).build();

  @BeforeEach
  void start() throws IOException {
    Metrics.addRegistry(registry);
    server.start();
  }

  @AfterEach
  void stop() {
    Metrics.removeRegistry(registry);
    server.close();
  }

  private void call(String path) throws IOException {
    client.newCall(new Request.Builder().url(server.url(path)).build()).execute().close();
  }

  private long counted(String operation, String result) {
    return registry
        .get("breakwater.calls")
        .tags("system", "a-daemon", "operation", operation, "result", result)
        .timer()
        .count();
  }

  @Test
  void namesACallByItsPathWithoutIds() throws Exception {
    server.enqueue(new MockResponse.Builder().build());
    server.enqueue(new MockResponse.Builder().code(404).build());

    call("/api/v1/volumes/0b5f3a1e-0c7e-4c5d-9d0f-52a6f0a1d9aa/device");
    call("/api/v1/volumes/c9126cf7-8d0c-4a53-8d54-6a1a0a3ad0b2/device");

    assertThat(counted("GET /api/v1/volumes/{id}/device", "ok")).isEqualTo(1);
    assertThat(counted("GET /api/v1/volumes/{id}/device", "404")).isEqualTo(1);
  }
}
