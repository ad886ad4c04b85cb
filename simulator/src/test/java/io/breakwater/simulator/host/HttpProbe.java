package io.breakwater.simulator.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client for tests that shows exactly what came back. */
public final class HttpProbe {

  /** Status and body of an answer. */
  public record Answer(int status, String body) {
    /** The body as JSON. */
    public JsonNode json() {
      return Json.read(body);
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  public HttpProbe(String base) {
    this.base = base;
  }

  public Answer get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  public Answer delete(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).DELETE());
  }

  public Answer post(String path, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
