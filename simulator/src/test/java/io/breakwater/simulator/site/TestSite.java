package io.breakwater.simulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.Simulator;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.host.HttpProbe;
import io.breakwater.simulator.host.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A started site in a fresh schema around a fast cloud, and questions tests ask it. */
public final class TestSite implements AutoCloseable {

  private static final double SCALE = 0.005;

  private final Simulator simulator = Simulator.started(SCALE);
  private final EmbeddedDatabase server = EmbeddedDatabase.shared();
  private final String jdbcUrl = server.jdbcUrl(server.freshSchema());
  private final Path directory;
  private Site site;

  public TestSite(Path directory) {
    this.directory = directory;
    site = open();
  }

  public Site site() {
    return site;
  }

  public Simulator simulator() {
    return simulator;
  }

  public SimulatedCloud cloud() {
    return simulator.cloud();
  }

  public HttpProbe daemon() {
    return new HttpProbe(site.daemon().url());
  }

  /** Closes the site and opens it again on what is left of it. */
  public void reopen() {
    site.close();
    site = open();
  }

  /** The daemon operation once it has left pending and executing. */
  public JsonNode awaitOperation(JsonNode accepted) {
    String path = "/api/v1/operations/" + accepted.path("id").asText();
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> daemon().get(path).json(), op -> op.has("completed_at"));
  }

  /** Posts a mutation to the daemon and awaits its operation. */
  public JsonNode run(String path, String body) throws IOException {
    HttpProbe.Answer answer = daemon().post(path, body);
    if (answer.status() != 201) {
      throw new AssertionError("POST " + path + ": " + answer);
    }
    return awaitOperation(answer.json());
  }

  public JsonNode detach(String volumeId) throws IOException {
    return run("/api/v1/volumes/" + volumeId + "/detach", "");
  }

  public JsonNode attach(String volumeId, String vmId) throws IOException {
    return run("/api/v1/volumes/" + volumeId + "/attach", Json.write(Map.of("vm_id", vmId)));
  }

  /** The first column of a query as text. */
  public List<String> column(String sql, Object... arguments) {
    try {
      return site.database().query(row -> row.getString(1), sql, arguments);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The VM the cloud says the volume is on, or null. */
  public String vmOf(String volumeId) {
    return cloud().view().volume(volumeId).orElseThrow().vmId();
  }

  @Override
  public void close() {
    site.close();
    simulator.close();
  }

  private Site open() {
    SiteOptions options =
        SiteOptions.of(
            jdbcUrl, server.user(), server.password(), directory, simulator.controlUrl(), SCALE);
    Site opened = Site.open(cloud(), options);
    opened.start();
    return opened;
  }
}
