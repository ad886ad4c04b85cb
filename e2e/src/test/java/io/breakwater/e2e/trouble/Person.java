package io.breakwater.e2e.trouble;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulator.cloud.SimulatedCloud;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who works in CloudStack by hand, or another program with the same keys. */
public final class Person {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedCloud cloud;

  public Person(SimulatedCloud cloud) {
    this.cloud = cloud;
  }

  /** Makes the call and awaits its job; both have to succeed. */
  public JsonNode does(String command, Map<String, String> parameters) {
    JsonNode answer = call(command, parameters);
    if (!answer.has("jobid")) {
      return answer;
    }
    JsonNode end = endOf(answer.get("jobid").asText());
    if (end.path("jobstatus").asInt() != 1) {
      throw new AssertionError(command + " " + parameters + ": " + end);
    }
    return end.get("jobresult");
  }

  /** Makes the call and awaits its job, which has to fail. */
  void fails(String command, Map<String, String> parameters) {
    JsonNode end = endOf(call(command, parameters).get("jobid").asText());
    if (end.path("jobstatus").asInt() != 2) {
      throw new AssertionError(command + " " + parameters + " did not fail: " + end);
    }
  }

  private JsonNode endOf(String job) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> call("queryAsyncJobResult", Map.of("jobid", job)),
            e -> e.path("jobstatus").asInt() != 0);
  }

  private JsonNode call(String command, Map<String, String> parameters) {
    try {
      URI uri = URI.create(cloud.url() + "?" + signed(command, parameters));
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(command + " " + parameters + ": " + response.body());
      }
      return JSON.readTree(response.body()).elements().next();
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(command + " " + parameters, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  private String signed(String command, Map<String, String> parameters)
      throws GeneralSecurityException {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(parameters);
    all.putAll(Map.of("command", command, "response", "json", "apikey", cloud.apiKey()));
    String query =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(cloud.secretKey().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    byte[] signature = mac.doFinal(query.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    return query + "&signature=" + encoded(Base64.getEncoder().encodeToString(signature));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
