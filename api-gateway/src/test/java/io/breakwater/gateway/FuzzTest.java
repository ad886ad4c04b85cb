package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.Role;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that anybody sends may end in a 500 or show a stack trace. */
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("breakwater.fuzz", 10_000);
  private static final long SEED = Long.getLong("breakwater.fuzz.seed", 20_261_121L);

  private static final List<String> PATHS =
      List.of(
          "/api/v2/operations",
          "/api/v2/operations/{}",
          "/api/v2/operations/{}/history",
          "/api/v2/operations/{}/decisions",
          "/api/v2/operations/{}/cancel",
          "/api/v2/vms",
          "/api/v2/vms/{}",
          "/api/v2/batches/{}",
          "/api/v2/session",
          "/api/v2/{}",
          "/api/v1/failover/unified",
          "/api/v1/failover/rollback",
          "/api/v1/failover/test",
          "/api/v1/failover/live",
          "/api/v1/failover/{}/status",
          "/api/v1/failover/{}/decide",
          "/api/v1/failover/{}/cancel",
          "/api/v1/failover/{}/commit",
          "/api/v1/failover/jobs",
          "/api/v1/failover/preflight/validate",
          "/api/v1/failover/preflight/config/{}/{}",
          "/api/v1/cleanup/test-failover",
          "/api/v1/vm-contexts/{}",
          "/api/v1/vm-contexts/{}/recent-jobs",
          "/api/v1/vms/{}/sync-status",
          "/gui/{}",
          "/{}");
  private static final List<String> NAMES =
      List.of(
          "kind",
          "contextId",
          "vmName",
          "vm_name",
          "context_id",
          "vmware_vm_id",
          "failover_type",
          "reason",
          "decision",
          "step",
          "checks",
          "only",
          "networkMappings",
          "testDuration",
          "test_duration",
          "confirmDiscard",
          "filter",
          "token");
  private static final List<String> QUERIES =
      List.of("limit", "cursor", "from", "to", "kind", "state", "vm", "q", "type", "format");
  private static final List<String> WORDS =
      List.of(
          "",
          "x",
          "TEST_FAILOVER",
          "LIVE_FAILOVER",
          "test",
          "live",
          "RETRY",
          "0",
          "-1",
          "999999999999999999999",
          "2h",
          "2026-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "../../etc/passwd",
          "..;/",
          "%00",
          "%2e%2e%2f",
          "'; DROP TABLE x; --",
          "\u0000",
          "\ud800",
          "\ud83d\ude00",
          "<script>",
          "${jndi:ldap://x}",
          "a".repeat(3_000));

  private final TemporalConnection temporal =
      TemporalConnection.to(EmbeddedTemporal.shared().address(), Duration.ofSeconds(5));

  /** One of its own: bad tokens count against the address that they come from. */
  private final Gateway gateway =
      Gateway.start(
          GatewayConfig.local(GatewayUnderTest.shared().database())
              .withSecurity(GatewayUnderTest.security()),
          temporal.client(),
          Clock.systemUTC());

  private final Random random = new Random(SEED);
  private final OkHttpClient http =
      new OkHttpClient.Builder().readTimeout(60, TimeUnit.SECONDS).build();

  @AfterEach
  void stop() {
    gateway.close();
    temporal.close();
  }

  @Test
  void answersWhateverIsSent() throws IOException {
    List<String> broken = new ArrayList<>();
    int limited = 0;
    for (int i = 0; i < REQUESTS; i++) {
      Request request = request();
      try (Response response = http.newCall(request).execute()) {
        String body = response.body().string();
        limited += response.code() == 429 ? 1 : 0;
        if (response.code() == 500 || body.contains("\tat ") || body.contains("Exception")) {
          broken.add(i + ": " + request.method() + " " + request.url() + " → " + body);
        }
      }
    }
    assertThat(broken).as("seed " + SEED).isEmpty();
    assertThat(limited).as("requests that were not looked at").isLessThan(REQUESTS / 10);
  }

  private Request request() {
    HttpUrl.Builder url = HttpUrl.get(gateway.url()).newBuilder();
    for (String part : pick(PATHS).substring(1).split("/")) {
      if (part.equals("{}") && random.nextInt(4) == 0) {
        url.addEncodedPathSegment(pick(List.of("%00", "%2e%2e", "..;", "%2f", "%", ";", "%ff")));
      } else {
        url.addPathSegment(part.equals("{}") ? pick(WORDS) : part);
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      url.addQueryParameter(pick(QUERIES), pick(WORDS));
    }
    Request.Builder request = new Request.Builder().url(url.build());
    GatewayUnderTest.as(random.nextInt(3) == 0 ? Role.VIEWER : Role.ADMIN, request);
    if (random.nextInt(20) == 0) {
      request.header("Authorization", "Bearer " + pick(List.of("", "x", "a.b.c")));
    }
    return random.nextInt(2) == 0 ? request.build() : request.post(body()).build();
  }

  private RequestBody body() {
    String text =
        switch (random.nextInt(8)) {
          case 0 -> "";
          case 1 ->
              pick(List.of("{", "null", "[]", "\"x\"", "{}{}", "{\"a\":1,\"a\":2}", "\ufeff{}"));
          case 2 -> "[".repeat(5_000);
          case 3 -> "{\"a\":".repeat(2_000);
          default -> object(0);
        };
    return RequestBody.create(text, MediaType.get("application/json"));
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{");
    for (int i = random.nextInt(5); i > 0; i--) {
      json.append(json.length() > 1 ? "," : "");
      json.append('"').append(pick(NAMES)).append("\":").append(value(depth));
    }
    return json.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> "true";
      case 1 -> "null";
      case 2 -> pick(List.of("0", "-1", "1e999", "99999999999999999999", "0.5"));
      case 3 -> "[]";
      case 6 -> "[" + value(depth + 1) + "]";
      case 7 -> object(depth + 1);
      default -> quoted(pick(WORDS));
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
    return json.append('"').toString();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
