package io.breakwater.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.awaitility.Awaitility;

/** Signs and sends CloudStack API requests, and awaits jobs. */
public final class ApiClient {

  /** One answer: the status, the content type and the body, parsed where it is JSON. */
  public record Answer(int status, String contentType, String body) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException("not JSON: " + body, e);
      }
    }

    /** What stands inside the one {@code …response} object. */
    public JsonNode inside() {
      return json().elements().next();
    }
  }

  // The JDK's client would send a GET again when the connection breaks; here each call counts.
  private final OkHttpClient http =
      new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
  private final Map<String, String> created = new LinkedHashMap<>();
  private final String url;
  private final String apiKey;
  private final String secretKey;

  public ApiClient(String url, String apiKey, String secretKey) {
    this.url = url;
    this.apiKey = apiKey;
    this.secretKey = secretKey;
  }

  /** Sends a signed GET. */
  public Answer get(String command, Map<String, String> parameters) {
    Answer answer =
        send(new Request.Builder().url(url + "?" + signed(command, parameters)).build());
    if (answer.status() == 200 && answer.inside().hasNonNull("id")) {
      created.put(answer.inside().get("id").asText(), command);
    }
    return answer;
  }

  /** Removes what was created through this client and is still there. */
  void removeWhatWasCreated() {
    created.forEach(
        (id, command) -> {
          if (command.equals("deployVirtualMachine")) {
            get("updateVirtualMachine", Map.of("id", id, "deleteprotection", "false"));
            Answer answer = get("destroyVirtualMachine", Map.of("id", id, "expunge", "true"));
            if (answer.status() == 200) {
              await(answer.inside().get("jobid").asText());
            }
          }
        });
    created.forEach((id, command) -> get(removal(command), Map.of("id", id)));
  }

  private static String removal(String command) {
    return command.equals("createSnapshot") ? "deleteSnapshot" : "deleteVolume";
  }

  Answer post(String command, Map<String, String> parameters) {
    MediaType form = MediaType.get("application/x-www-form-urlencoded");
    RequestBody body = RequestBody.create(signed(command, parameters), form);
    return send(new Request.Builder().url(url).post(body).build());
  }

  /** Sends exactly this query, signed or not. */
  public Answer raw(String query) {
    return send(new Request.Builder().url(url + "?" + query).build());
  }

  private Answer send(Request request) {
    try (Response response = http.newCall(request).execute()) {
      return new Answer(
          response.code(), response.header("Content-Type", ""), response.body().string());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the command, which must start a job, and awaits the job's final answer. */
  public JsonNode job(String command, Map<String, String> parameters) {
    Answer answer = get(command, parameters);
    if (answer.status() != 200) {
      throw new AssertionError(command + " " + parameters + " was refused: " + answer);
    }
    return await(answer.inside().get("jobid").asText());
  }

  /** Like {@link #job}, but the job must succeed; gives its result. */
  JsonNode done(String command, Map<String, String> parameters) {
    JsonNode end = job(command, parameters);
    if (end.get("jobstatus").asInt() != 1) {
      throw new AssertionError(command + " " + parameters + " failed: " + end);
    }
    return end.get("jobresult");
  }

  /** Awaits the end of a job. */
  public JsonNode await(String jobId) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> get("queryAsyncJobResult", Map.of("jobid", jobId)).inside(),
            job -> job.path("jobstatus").asInt() != 0);
  }

  String signed(String command, Map<String, String> parameters) {
    return signed(command, parameters, apiKey, secretKey);
  }

  String signedWith(String command, String secret) {
    return signed(command, Map.of(), apiKey, secret);
  }

  String signed(String command, Map<String, String> parameters, String key, String secret) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("command", command);
    all.put("response", "json");
    all.put("apiKey", key);
    String query =
        all.entrySet().stream()
            .map(p -> p.getKey() + "=" + encode(p.getValue()))
            .collect(Collectors.joining("&"));
    String sent =
        all.entrySet().stream()
            .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
            .collect(Collectors.joining("&"));
    return sent + "&signature=" + encode(hmac(query.toLowerCase(Locale.ROOT), secret));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String hmac(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
