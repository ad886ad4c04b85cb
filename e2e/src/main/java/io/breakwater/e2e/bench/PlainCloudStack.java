package io.breakwater.e2e.bench;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * CloudStack as the old system calls it: one request after another, and jobs asked for every 2 s,
 * for the first time after 2 s.
 */
final class PlainCloudStack {
  static final Duration POLL = Duration.ofSeconds(2);

  private static final int SUCCEEDED = 1;
  private static final int FAILED = 2;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final SimulatedCloud cloud;

  PlainCloudStack(SimulatedCloud cloud) {
    this.cloud = cloud;
  }

  /** Calls an asynchronous command and waits for its job; returns the job's result. */
  JsonNode await(String command, Map<String, String> parameters) throws InterruptedException {
    String job = call(command, parameters).path("jobid").asText();
    while (true) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      JsonNode answer = call("queryAsyncJobResult", Map.of("jobid", job));
      int status = answer.path("jobstatus").asInt();
      if (status == SUCCEEDED) {
        return answer.path("jobresult");
      }
      if (status == FAILED) {
        throw new IllegalStateException(command + " failed: " + answer.path("jobresult"));
      }
    }
  }

  /** Calls a command; returns what is inside its response element. */
  JsonNode call(String command, Map<String, String> parameters) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(signed(command, parameters))
            .header("User-Agent", "sequential")
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(command + " was answered " + response.body());
      }
      return json.readTree(response.body()).elements().next();
    } catch (IOException e) {
      throw new IllegalStateException("call " + command + " of the simulated CloudStack: " + e, e);
    }
  }

  private URI signed(String command, Map<String, String> parameters) {
    TreeMap<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(parameters);
    all.put("command", command);
    all.put("response", "json");
    all.put("apiKey", cloud.apiKey());
    String query =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    String signature = encoded(hmac(query.toLowerCase(Locale.ROOT)));
    return URI.create(cloud.url() + "?" + query + "&signature=" + signature);
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(cloud.secretKey().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
