package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.connection.TemporalAccess;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.Role;
import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.settings.Part;
import io.breakwater.settings.Settings;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payloads of a worker with keys, read and written by the real CLI through the gateway. */
class CodecTest {
  private static final EmbeddedTemporal SERVER = EmbeddedTemporal.shared();
  private static final String QUEUE = "encrypted";
  private static final String WEB_UI = "https://temporal.example.test";
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private static final Pattern DATA = Pattern.compile("\"data\": \"([^\"]+)\"");

  @TempDir static Path directory;

  private static TemporalConnection temporal;
  private static WorkerFactory workers;
  private static Gateway gateway;

  /** Stands for an operation. */
  @WorkflowInterface
  public interface Echo {
    @WorkflowMethod
    String echo(String text);
  }

  /** Answers what it was told. */
  public static final class Echoing implements Echo {
    @Override
    public String echo(String text) {
      return text + " indeed";
    }
  }

  @BeforeAll
  static void start() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), "2026 " + KEY + "\n");
    Map<String, String> environment =
        Map.of("TEMPORAL_ADDRESS", SERVER.address(), "BREAKWATER_CODEC_KEYS", keys.toString());
    Settings settings = Settings.read(Part.GATEWAY, Optional.empty(), environment);
    temporal =
        TemporalConnection.lazy(TemporalAccess.of(environment, settings), Duration.ofSeconds(20));
    settings.refuseMistakes();
    workers = WorkerFactory.newInstance(temporal.client());
    workers.newWorker(QUEUE).registerWorkflowImplementationTypes(Echoing.class);
    workers.start();
    gateway =
        Gateway.start(
            GatewayConfig.local(GatewayUnderTest.shared().database()).withSecurity(callers()),
            temporal.client(),
            Clock.systemUTC());
  }

  private static SecurityConfig callers() {
    SecurityConfig known = GatewayUnderTest.security();
    return new SecurityConfig(known.tokens(), null, null, null, Set.of(WEB_UI), 100);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    workers.shutdownNow();
    temporal.close();
  }

  @Test
  void writesAndReadsForTheCliWhatTheServerCannotRead() {
    echo("encrypted", "the mirror of anna", asViewer());

    assertThat(stored("encrypted")).isNotEmpty().noneMatch(text -> text.contains("anna"));
    assertThat(result("encrypted", asViewer())).contains("the mirror of anna indeed");
  }

  @Test
  void leavesWhatWasTypedWithoutItReadable() {
    echo("plain", "the mirror of bert");

    assertThat(stored("plain"))
        .contains("\"the mirror of bert\"")
        .noneMatch(text -> text.contains("indeed"));
    assertThat(result("plain", asViewer())).contains("the mirror of bert indeed");
  }

  @Test
  void readsNothingForNobody() throws IOException {
    try (Response answer =
        call(
            new Request.Builder()
                .url(gateway.url() + "/codec/decode")
                .post(RequestBody.create("{}", MediaType.get("application/json"))))) {
      assertThat(answer.code()).isEqualTo(401);
    }
  }

  @Test
  void answersTheWebUiOfAConfiguredSiteOnly() throws IOException {
    Request.Builder ask =
        new Request.Builder()
            .url(gateway.url() + "/codec/decode")
            .method("OPTIONS", null)
            .header("Access-Control-Request-Headers", "content-type,authorization,x-namespace");

    try (Response ours = call(ask.header("Origin", WEB_UI));
        Response others = call(ask.header("Origin", "https://other.example.test"))) {
      assertThat(ours.code()).isEqualTo(204);
      assertThat(ours.header("Access-Control-Allow-Origin")).isEqualTo(WEB_UI);
      assertThat(ours.header("Access-Control-Allow-Headers")).contains("X-Namespace");
      assertThat(others.header("Access-Control-Allow-Origin")).isNull();
    }
  }

  @Test
  void saysWhichKeyIsMissingAndWhatABodyLooksLike() throws IOException {
    String lost =
        "{\"payloads\":[{\"metadata\":{\"encoding\":\"YmluYXJ5L2VuY3J5cHRlZA==\","
            + "\"encryption-key-id\":\"MTk5OQ==\"},\"data\":\"AAAA\"}]}";
    try (Response unknown = decode(lost);
        Response broken = decode("[1")) {
      assertThat(unknown.code()).isEqualTo(400);
      assertThat(unknown.body().string()).contains("the key 1999");
      assertThat(broken.code()).isEqualTo(400);
      assertThat(broken.body().string()).contains("the body must be");
    }
  }

  private static Response decode(String body) throws IOException {
    return call(
        new Request.Builder()
            .url(gateway.url() + "/codec/decode")
            .header("Authorization", "Bearer " + GatewayUnderTest.token(Role.VIEWER))
            .post(RequestBody.create(body, MediaType.get("application/json"))));
  }

  private static Response call(Request.Builder request) throws IOException {
    return new OkHttpClient().newCall(request.build()).execute();
  }

  private static void echo(String id, String text, String... codec) {
    SERVER.cli(
        with(
            codec,
            "workflow",
            "execute",
            "--type",
            "Echo",
            "--task-queue",
            QUEUE,
            "--workflow-id",
            id,
            "--input",
            "\"" + text + "\""));
  }

  /** The payloads of a history as the server has them. */
  private static List<String> stored(String id) {
    String history = SERVER.cli("workflow", "show", "--workflow-id", id, "--output", "json");
    return DATA.matcher(history)
        .results()
        .map(found -> Base64.getDecoder().decode(found.group(1)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  private static String result(String id, String... codec) {
    return SERVER.cli(with(codec, "workflow", "result", "--workflow-id", id));
  }

  private static String[] asViewer() {
    return new String[] {
      "--codec-endpoint",
      gateway.url() + "/codec",
      "--codec-auth",
      "Bearer " + GatewayUnderTest.token(Role.VIEWER)
    };
  }

  private static String[] with(String[] last, String... first) {
    String[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }
}
