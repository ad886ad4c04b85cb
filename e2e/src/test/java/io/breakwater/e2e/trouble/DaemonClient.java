package io.breakwater.e2e.trouble;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** The Volume Daemon as the old system used it: one request, then questions until it is over. */
final class DaemonClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDED = Set.of("completed", "failed");

  private final HttpClient http = HttpClient.newHttpClient();
  private final TroubleWorld world;

  DaemonClient(TroubleWorld world) {
    this.world = world;
  }

  void detach(String volume) {
    does(volume + "/detach", "");
  }

  /** The daemon cannot write a row for a second data disk of one machine, and says it failed. */
  void attachData(String volume, String machine) {
    JsonNode end = awaitEnd(volume + "/attach", machine);
    boolean there = world.cloud().view().volume(volume).filter(v -> v.isOn(machine)).isPresent();
    if (!there) {
      throw new AssertionError("daemon attach of " + volume + ": " + end);
    }
  }

  void attachAsRoot(String volume, String machine) {
    does(volume + "/attach-root", machine);
  }

  private void does(String path, String machine) {
    JsonNode end = awaitEnd(path, machine);
    if (!end.path("status").asText().equals("completed")) {
      throw new AssertionError("daemon " + path + ": " + end);
    }
  }

  private JsonNode awaitEnd(String path, String machine) {
    String id = submit(path, machine).path("id").asText();
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ofMillis(50))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> send(HttpRequest.newBuilder(uri("operations/" + id)).build()),
            operation -> ENDED.contains(operation.path("status").asText()));
  }

  private JsonNode submit(String path, String machine) {
    String body = JSON.createObjectNode().put("vm_id", machine).toString();
    return send(
        HttpRequest.newBuilder(uri("volumes/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private URI uri(String path) {
    return URI.create(world.site().daemon().url() + "/api/v1/" + path);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(request + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(request + " was interrupted", e);
    }
  }
}
