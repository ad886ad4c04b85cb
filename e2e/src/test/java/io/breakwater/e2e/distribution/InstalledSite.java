package io.breakwater.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/**
 * An installation that its files alone configure, with a database, a Temporal server and, as a
 * process of the archive, a simulated site.
 */
final class InstalledSite implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "a-token-of-this-test";

  private final Path folder;
  private final EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseOptions.temporary());
  private final EmbeddedTemporal temporal = EmbeddedTemporal.start(TemporalOptions.temporary());
  private final Installation installed;
  private final int gatewayPort = LocalPorts.free();
  private final int metricsPort = LocalPorts.free();

  private InstalledSite(Path folder) throws Exception {
    this.folder = folder;
    this.installed = Installation.into(folder);
  }

  /**
   * Unpacks and configures it; neither worker nor gateway runs yet.
   *
   * @param settings lines for {@code breakwater.toml} besides those that it needs
   */
  static InstalledSite in(Path folder, String settings) throws Exception {
    InstalledSite site = new InstalledSite(folder);
    try {
      site.prepare(settings);
      return site;
    } catch (Exception | AssertionError e) {
      site.close();
      throw e;
    }
  }

  private void prepare(String settings) throws Exception {
    database.createSchema("migratekit_oma");
    configure(startSimulator(), settings);
    temporalProfile(
        "address = \"%s\"\nnamespace = \"%s\"\n"
            .formatted(temporal.address(), temporal.namespace()));
  }

  Installation installed() {
    return installed;
  }

  EmbeddedTemporal temporal() {
    return temporal;
  }

  /**
   * What a document's command prints, on stderr too, on a host whose {@code /etc/breakwater} is
   * {@code etc} of the folder.
   */
  String shell(String command) throws Exception {
    String here =
        command
            .replace("/etc/breakwater", folder.resolve("etc").toString())
            .replace("127.0.0.1:8082", "127.0.0.1:" + gatewayPort);
    return installed
        .shell(
            "PATH=" + temporal.program().path().getParent() + ":$PATH; " + here,
            "TEMPORAL_CONFIG_FILE=" + folder.resolve("conf/temporal.toml"),
            "TOKEN=" + TOKEN)
        .output();
  }

  int gatewayPort() {
    return gatewayPort;
  }

  int metricsPort() {
    return metricsPort;
  }

  /** Writes the default profile of {@code conf/temporal.toml}. */
  void temporalProfile(String lines) throws IOException {
    installed.configure("temporal.toml", "[profile.default]\n" + lines);
  }

  private String startSimulator() {
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

  private void configure(String site, String settings) throws Exception {
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
        %s
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
                settings,
                database.jdbcUrl("migratekit_oma"),
                database.user(),
                database.password().isEmpty() ? "" : "password_file = \"" + password + "\"",
                gatewayPort,
                tokens));
  }

  private static String said(String site, String what) {
    Matcher line = Pattern.compile("(?m)^" + what + " +(\\S+)$").matcher(site);
    assertThat(line.find()).as("%s in %s", what, site).isTrue();
    return line.group(1);
  }

  /** A test failover and its cleanup by REST. */
  void failOverAndCleanUp() throws Exception {
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

  static HttpResponse<String> get(int port, String path) throws Exception {
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

  @Override
  public void close() {
    installed.close();
    temporal.close();
    database.close();
  }
}
