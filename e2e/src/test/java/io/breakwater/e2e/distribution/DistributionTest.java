package io.breakwater.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.e2e.distribution.Installation.Ended;
import io.breakwater.gateway.security.Role;
import io.breakwater.gateway.security.Secrets;
import io.breakwater.simulator.embedded.DatabaseOptions;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.breakwater.simulator.embedded.LocalPorts;
import io.breakwater.simulator.embedded.TemporalOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unpacks the archive into an empty folder, configures it by its files alone, and fails a VM over
 * and back against the simulator, all as processes of the archive.
 */
class DistributionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "a-token-of-this-test";

  @TempDir private Path folder;
  private final int gatewayPort = LocalPorts.free();
  private final int metricsPort = LocalPorts.free();

  @BeforeAll
  static void wantAnArchive() {
    assumeThat(Installation.archives())
        .as("docker/target has the archive: ./mvnw -pl docker -am package")
        .isNotEmpty();
  }

  @Test
  void failsOverAndCleansUpOutOfAnEmptyFolder() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseOptions.temporary());
        EmbeddedTemporal temporal = EmbeddedTemporal.start(TemporalOptions.temporary());
        Installation installed = Installation.into(folder)) {
      database.createSchema("migratekit_oma");
      configure(installed, database, temporal, startSimulator(installed, database));

      Ended check = installed.run("breakwater", "worker", "--check-config");
      assertThat(check.code()).as(check.output()).isZero();
      assertThat(check.output()).doesNotContain("FAILED").contains("ok      CloudStack");

      installed.start("breakwater-worker ready", "worker");
      installed.logAsJson();
      assertThat(installed.start("listening on", "gateway").lines())
          .allMatch(DistributionTest::isJson);
      assertThat(installed.run("breakwater-health", "" + metricsPort).code()).isZero();
      assertThat(installed.run("breakwater-health", "" + gatewayPort).code()).isZero();
      failOverAndCleanUp();
      assertThat(get(metricsPort, "/metrics").body()).contains("breakwater_build_info{build=");
    }
  }

  @Test
  void saysItsVersionAndRefusesWhatIsNoSetting() throws Exception {
    try (Installation installed = Installation.into(folder)) {
      assertThat(installed.run("breakwater", "gateway", "--version").output())
          .startsWith("Breakwater 0.")
          .contains("(build ");

      installed.configure("breakwater.toml", "gatewy.port = 1\n[db]\npool = 0\n");
      Ended refused = installed.run("breakwater", "gateway");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.output()).contains("2 mistakes", "gateway.port is", "from 1 to 1000");
    }
  }

  private static boolean isJson(String line) {
    try {
      return new ObjectMapper().readTree(line).has("level");
    } catch (IOException e) {
      return false;
    }
  }

  private String startSimulator(Installation installed, EmbeddedDatabase database) {
    return installed.start(
        "simulator ready",
        "simulator",
        "--time-scale",
        "0.05",
        "--database",
        database.jdbcUrl("migratekit_oma"),
        "--database-user",
        database.user(),
        "--database-password",
        database.password(),
        "--directory",
        folder.resolve("site").toString());
  }

  private void configure(
      Installation installed, EmbeddedDatabase database, EmbeddedTemporal temporal, String site)
      throws Exception {
    Path password = Files.writeString(folder.resolve("db-password"), database.password() + "\n");
    Path tokens =
        Files.writeString(folder.resolve("tokens"), Secrets.line("anna", Role.ADMIN, TOKEN) + "\n");
    installed.configure(
        "breakwater.toml",
        """
        metrics = "127.0.0.1:%d"
        injector = ["%s"]
        state_dir = "%s/state"
        log_dir = "%s/logs"
        daemon.url = "%s"
        vma.url = "%s"
        oma.url = "%s"
        [db]
        url = "%s"
        user = "%s"
        %s
        [gateway]
        port = %d
        tokens = "%s"
        """
            .formatted(
                metricsPort,
                said(site, "injector"),
                folder,
                folder,
                said(site, "Volume Daemon"),
                said(site, "VMA"),
                said(site, "old appliance"),
                database.jdbcUrl("migratekit_oma"),
                database.user(),
                database.password().isEmpty() ? "" : "password_file = \"" + password + "\"",
                gatewayPort,
                tokens));
    installed.configure(
        "temporal.toml",
        "[profile.default]\naddress = \"%s\"\nnamespace = \"%s\"\n"
            .formatted(temporal.address(), temporal.namespace()));
  }

  private static String said(String site, String what) {
    Matcher line = Pattern.compile("(?m)^" + what + " +(\\S+)$").matcher(site);
    assertThat(line.find()).as("%s in %s", what, site).isTrue();
    return line.group(1);
  }

  private void failOverAndCleanUp() throws Exception {
    assertThat(post("/api/v1/failover/test", "{\"vm_name\":\"pgtest2\"}").body())
        .contains("\"success\":true");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> state().contains("failed_over_test"));
    assertThat(post("/api/v1/failover/cleanup/pgtest2", "").body())
        .contains("completed successfully");
    assertThat(state()).contains("ready_for_failover");
  }

  private String state() throws Exception {
    return get(gatewayPort, "/api/v1/vm-contexts/pgtest2").body();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return send(request(port, path).GET());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(gatewayPort, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + TOKEN)
        .timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
