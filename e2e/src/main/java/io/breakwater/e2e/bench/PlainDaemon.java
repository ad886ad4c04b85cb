package io.breakwater.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

/** The Volume Daemon as the old system's client uses it: a look every 2 s, the first after 2 s. */
final class PlainDaemon {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String url;

  PlainDaemon(String url) {
    this.url = url;
  }

  /** Starts an operation on a volume; returns the operation's id. */
  String begin(String volumeId, String verb, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/volumes/" + volumeId + "/" + verb))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request, 201).path("id").asText();
  }

  /** Waits until the operation is completed. */
  void await(String operation) throws InterruptedException {
    URI where = URI.create(url + "/api/v1/operations/" + operation);
    while (true) {
      TimeUnit.MILLISECONDS.sleep(PlainCloudStack.POLL.toMillis());
      JsonNode answer = send(HttpRequest.newBuilder(where).build(), 200);
      switch (answer.path("status").asText()) {
        case "completed" -> {
          return;
        }
        case "failed", "cancelled" ->
            throw new IllegalStateException("daemon operation failed: " + answer);
        default -> {
          // Still at it.
        }
      }
    }
  }

  private JsonNode send(HttpRequest request, int expected) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new IllegalStateException(
            request.method() + " " + request.uri() + " was answered " + response.body());
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("call the simulated Volume Daemon: " + e, e);
    }
  }
}
