package io.breakwater.activities.vma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.activities.telemetry.MeteredCalls;
import io.breakwater.inventory.credential.VCenterCredentials;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The VMA's REST API, as far as failover needs it. One request per call, nothing is sent twice.
 * Thread-safe.
 *
 * <p>Every method throws {@link VmaException} when the VMA does not answer properly; a power call
 * may nevertheless have taken effect then. No exception holds a password or the query of a URL.
 */
public final class Vma implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int MAX_BODY = 16 << 20;

  private final ObjectMapper mapper = new ObjectMapper();
  private final OkHttpClient reads;
  private final OkHttpClient powers;
  private final HttpUrl api;

  public Vma(VmaConfig config) {
    this.reads =
        limited(
            new OkHttpClient.Builder()
                .addInterceptor(new MeteredCalls("vma"))
                .retryOnConnectionFailure(false)
                // The tunnel may drop a connection that idles, which would be seen only in use.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
                .followRedirects(false)
                .connectTimeout(config.connectTimeout()),
            config,
            config.readTimeout());
    this.powers = limited(reads.newBuilder(), config, config.powerTimeout());
    HttpUrl base = HttpUrl.get(config.baseUrl());
    if (base == null) {
      throw new IllegalArgumentException("not an HTTP URL: " + config.baseUrl());
    }
    this.api = base.newBuilder().addPathSegments("api/v1").build();
  }

  private static OkHttpClient limited(
      OkHttpClient.Builder client, VmaConfig config, Duration limit) {
    return client
        .readTimeout(limit)
        .writeTimeout(limit)
        .callTimeout(config.connectTimeout().plus(limit))
        .build();
  }

  /** The power state, read from vCenter now. */
  public PowerReading powerState(SourceMachine source) {
    String tried = "read the power state of " + source.describe();
    VCenterCredentials login = source.login();
    HttpUrl url =
        url(source, "power-state")
            .newBuilder()
            .addQueryParameter("vcenter", login.host())
            .addQueryParameter("username", login.username())
            .addQueryParameter("password", login.password())
            .build();
    return exchange(
        tried,
        reads,
        new Request.Builder().url(url).get().build(),
        login,
        json -> reading(source, json));
  }

  /**
   * Asks the guest to shut down, or cuts the power when forced or when the guest has no tools that
   * run. Answered while the guest still shuts down.
   *
   * @param timeout how long the VMA may wait for vCenter's task
   */
  public PowerAnswer powerOff(SourceMachine source, boolean force, Duration timeout) {
    Map<String, Object> body = login(source.login());
    body.put("vm_id", source.vmwareId());
    body.put("force", force);
    body.put("timeout", timeout.toSeconds());
    String tried = (force ? "force " : "") + "power off of " + source.describe();
    return exchange(
        tried, powers, post(url(source, "power-off"), body), source.login(), Vma::answer);
  }

  /** Powers the VM on; resumes it when it is suspended. */
  public PowerAnswer powerOn(SourceMachine source) {
    Map<String, Object> body = login(source.login());
    body.put("vm_id", source.vmwareId());
    return exchange(
        "power on " + source.describe(),
        powers,
        post(url(source, "power-on"), body),
        source.login(),
        Vma::answer);
  }

  /**
   * The VMs of the vCenter whose name contains the filter: one name may bring several.
   *
   * @param datacenter in which to look
   */
  public List<DiscoveredVm> discover(VCenterCredentials login, String datacenter, String filter) {
    Map<String, Object> body = login(login);
    body.put("datacenter", datacenter);
    body.put("filter", filter);
    return exchange(
        "discover VMs named " + filter + " in " + login.host(),
        reads,
        post(url("discover"), body),
        login,
        Vma::machines);
  }

  /**
   * The source as vCenter has it now; by its id, as its name may be part of others.
   *
   * @throws VmaException not retryable, when the vCenter does not list it
   */
  public DiscoveredVm discover(SourceMachine source, String datacenter) {
    return discover(source.login(), datacenter, source.name()).stream()
        .filter(vm -> vm.id().equalsIgnoreCase(source.vmwareId()))
        .findFirst()
        .orElseThrow(() -> VmaFailures.notListed(source));
  }

  /**
   * How a replication stands.
   *
   * @param id the job's id, or the name of a disk's NBD export: it reports under either
   */
  public Transfer transfer(String id) {
    String tried = "ask for the progress of " + id;
    Answer answer =
        call(tried, reads, new Request.Builder().url(url("progress", id)).get().build());
    // Of a job it does not know it says so with 404, in older versions with 200.
    boolean mayDeny = answer.status() == 404 || answer.status() == 200;
    if (mayDeny && answer.body().toLowerCase(Locale.ROOT).contains("job not found")) {
      return Transfer.UNKNOWN;
    }
    if (answer.status() != 200) {
      throw VmaFailures.answered(tried, answer.status(), answer.body());
    }
    try {
      return Transfer.read(mapper.readTree(answer.body()));
    } catch (JsonProcessingException e) {
      throw VmaFailures.notUnderstood(tried, "no JSON");
    } catch (IllegalArgumentException e) {
      throw VmaFailures.notUnderstood(tried, e.getMessage());
    }
  }

  @Override
  public void close() {
    reads.dispatcher().executorService().shutdown();
    reads.connectionPool().evictAll();
  }

  private static PowerReading reading(SourceMachine source, JsonNode json) {
    String id = json.path("vm_id").asText(source.vmwareId());
    if (!id.equalsIgnoreCase(source.vmwareId())) {
      throw new IllegalArgumentException("it is about another VM, " + id);
    }
    if (!json.path("power_state").isTextual()) {
      throw new IllegalArgumentException("no power_state");
    }
    return new PowerReading(
        PowerState.of(json.path("power_state").asText()),
        ToolsStatus.of(json.path("tools_status").asText("")),
        instant(json.path("last_state_change").asText("")));
  }

  private static PowerAnswer answer(JsonNode json) {
    return new PowerAnswer(
        json.path("success").asBoolean(false),
        PowerState.of(json.path("new_state").asText("")),
        json.path("shutdown_method").asText(""),
        json.path("message").asText(""));
  }

  private static List<DiscoveredVm> machines(JsonNode json) {
    JsonNode vms = json.path("vms");
    // Go writes an empty slice that was never made as null.
    if (!vms.isArray() && !vms.isNull()) {
      throw new IllegalArgumentException("no list of VMs");
    }
    List<DiscoveredVm> machines = new ArrayList<>();
    vms.forEach(vm -> machines.add(DiscoveredVm.read(vm)));
    return machines;
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }

  private <T> T exchange(
      String tried,
      OkHttpClient client,
      Request request,
      VCenterCredentials login,
      Function<JsonNode, T> reader) {
    Answer answer = call(tried, client, request);
    if (answer.status() < 200 || answer.status() > 299) {
      throw VmaFailures.answered(tried, answer.status(), withoutSecret(answer.body(), login));
    }
    try {
      return reader.apply(mapper.readTree(answer.body()));
    } catch (JsonProcessingException e) {
      throw VmaFailures.notUnderstood(tried, "no JSON");
    } catch (IllegalArgumentException e) {
      throw VmaFailures.notUnderstood(tried, withoutSecret(e.getMessage(), login));
    }
  }

  private Answer call(String tried, OkHttpClient client, Request request) {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(response.code(), response.peekBody(MAX_BODY).string());
    } catch (IOException e) {
      throw VmaFailures.notReached(tried, api.toString(), e);
    }
  }

  /** vCenter's errors may quote the URL that the VMA logs in with. */
  private static String withoutSecret(String text, VCenterCredentials login) {
    String encoded = URLEncoder.encode(login.password(), StandardCharsets.UTF_8);
    return text.replace(login.password(), "***")
        .replace(encoded, "***")
        .replace(encoded.replace("+", "%20"), "***");
  }

  private static Map<String, Object> login(VCenterCredentials login) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("vcenter", login.host());
    body.put("username", login.username());
    body.put("password", login.password());
    return body;
  }

  private Request post(HttpUrl url, Map<String, Object> body) {
    try {
      return new Request.Builder()
          .url(url)
          .post(RequestBody.create(mapper.writeValueAsString(body), JSON))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a request to " + url, e);
    }
  }

  private HttpUrl url(SourceMachine source, String call) {
    return url("vm", source.vmwareId(), call);
  }

  private HttpUrl url(String... segments) {
    HttpUrl.Builder url = api.newBuilder();
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  private record Answer(int status, String body) {}
}
