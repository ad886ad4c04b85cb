package io.breakwater.simulator.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Json;
import io.breakwater.simulator.host.Pace;
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

/**
 * Signed GET requests to CloudStack as the daemon's Go library sends them. The library asks for a
 * job's result after 0, 1, 3, 6, 10, 15 … seconds (each wait one second longer, up to 15), gives up
 * after 300 s, and gives up at the first query that goes wrong although the job runs on.
 */
final class CloudStackApi {

  private static final Duration JOB_LIMIT = Duration.ofMinutes(5);
  private static final int LONGEST_WAIT_SECONDS = 15;

  private final HttpClient http;
  private final CloudStackSettings settings;
  private final Pace pace;

  CloudStackApi(HttpClient http, CloudStackSettings settings, Pace pace) {
    this.http = http;
    this.settings = settings;
    this.pace = pace;
  }

  /** Calls an asynchronous command and awaits its job; returns the job's result. */
  JsonNode await(String command, Map<String, String> parameters)
      throws CloudStackFailure, InterruptedException {
    String jobId = call(command, parameters).path("jobid").asText();
    Duration waited = Duration.ZERO;
    for (int seconds = 1; ; seconds = Math.min(seconds + 1, LONGEST_WAIT_SECONDS)) {
      JsonNode job = call("queryAsyncJobResult", Map.of("jobid", jobId));
      int status = job.path("jobstatus").asInt();
      if (status == 1) {
        return job.path("jobresult");
      }
      if (status == 2) {
        throw new CloudStackFailure("Undefined error: " + job.path("jobresult"));
      }
      if (waited.compareTo(JOB_LIMIT) > 0) {
        throw new CloudStackFailure("Timeout while waiting for async job to finish");
      }
      pace.sleep(Duration.ofSeconds(seconds));
      waited = waited.plusSeconds(seconds);
    }
  }

  /** Calls a command and returns what is inside its response element. */
  JsonNode call(String command, Map<String, String> parameters)
      throws CloudStackFailure, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(signed(command, parameters))
            .header("User-Agent", "volume-daemon")
            .timeout(Duration.ofMinutes(1))
            .build();
    try {
      return content(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new CloudStackFailure("Get \"" + settings.endpoint() + "\": " + e, e);
    }
  }

  private static JsonNode content(HttpResponse<String> response) throws CloudStackFailure {
    JsonNode inner;
    try {
      inner = Json.read(response.body()).elements().next();
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new CloudStackFailure(
          "invalid character '<' looking for beginning of value (status "
              + response.statusCode()
              + ")",
          e);
    }
    if (response.statusCode() != 200) {
      throw new CloudStackFailure(
          "CloudStack API error %d (CSExceptionErrorCode: %d): %s"
              .formatted(
                  inner.path("errorcode").asInt(),
                  inner.path("cserrorcode").asInt(),
                  inner.path("errortext").asText()));
    }
    return inner;
  }

  private URI signed(String command, Map<String, String> parameters) {
    TreeMap<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(parameters);
    all.put("command", command);
    all.put("response", "json");
    all.put("apiKey", settings.apiKey());
    String query =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    String signature = encoded(hmac(query.toLowerCase(Locale.ROOT)));
    return URI.create(settings.endpoint() + "?" + query + "&signature=" + signature);
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      byte[] key = settings.secretKey().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
