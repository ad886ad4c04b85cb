package io.breakwater.e2e.trouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.e2e.world.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway of a world, asked by an administrator. */
final class Rest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  private Rest(String url, String token) {
    this.url = url;
    this.token = token;
  }

  static Rest of(JavaProcess gateway, String token) {
    try {
      Matcher said = LISTENING.matcher(Files.readString(gateway.log()));
      if (!said.find()) {
        throw new IllegalStateException(gateway.log() + " does not say where the gateway listens");
      }
      return new Rest(said.group(1), token);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + gateway.log(), e);
    }
  }

  /** The answer's JSON, whatever its status; what is no JSON as a text. */
  JsonNode get(String path) {
    return send(request(path).GET());
  }

  /** The same of a request with a body. */
  JsonNode post(String path, Map<String, ?> body) {
    String text = JSON.valueToTree(body).toString();
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(text)));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }
}
