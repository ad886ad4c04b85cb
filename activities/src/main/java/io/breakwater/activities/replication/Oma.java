package io.breakwater.activities.replication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.activities.replication.OmaException.Verdict;
import io.breakwater.activities.telemetry.MeteredCalls;
import io.breakwater.activities.vma.DiscoveredVm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The one call of the OMA's REST API that a live failover needs. Nothing is sent twice.
 * Thread-safe.
 */
public final class Oma implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int MAX_BODY = 1 << 20;
  private static final int USUAL_CPUS = 2;
  private static final int USUAL_MEMORY_MB = 4096;

  private final ObjectMapper mapper = new ObjectMapper();
  private final OkHttpClient http;
  private final HttpUrl replications;
  private final String token;

  public Oma(OmaConfig config) {
    this.http =
        new OkHttpClient.Builder()
            .addInterceptor(new MeteredCalls("oma"))
            .retryOnConnectionFailure(false)
            // Asked once in a while: a connection kept from the last time may be dead.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            .followRedirects(false)
            .connectTimeout(config.connectTimeout())
            .readTimeout(config.readTimeout())
            .writeTimeout(config.readTimeout())
            .callTimeout(config.connectTimeout().plus(config.readTimeout()))
            .build();
    HttpUrl base = HttpUrl.get(config.baseUrl());
    if (base == null) {
      throw new IllegalArgumentException("not an HTTP URL: " + config.baseUrl());
    }
    this.replications = base.newBuilder().addPathSegments("api/v1/replications").build();
    this.token = config.token();
  }

  /**
   * Starts a replication; the OMA makes it an incremental one when every disk was copied before.
   *
   * @return the job's id
   * @throws OmaException when no job was made, or nobody knows
   */
  public String replicate(SyncRequest request) {
    String tried = "start the " + request.describe();
    Request.Builder post =
        new Request.Builder().url(replications).post(RequestBody.create(body(request), JSON));
    if (!token.isEmpty()) {
      post.header("Authorization", "Bearer " + token);
    }
    try (Response response = http.newCall(post.build()).execute()) {
      return job(tried, response.code(), response.peekBody(MAX_BODY).string());
    } catch (ConnectException | UnknownHostException e) {
      throw notAnswered(Verdict.NOT_ASKED, tried, e);
    } catch (IOException e) {
      throw notAnswered(Verdict.ANSWER_LOST, tried, e);
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private String job(String tried, int status, String body) {
    JsonNode json = parse(body);
    if (status < 200 || status > 299) {
      String error = json.path("error").asText("");
      String said = Shorten.text(error.isEmpty() ? body : error);
      String advice = status == 401 ? ". It asks for a token." : "";
      throw new OmaException(
          Verdict.ofStatus(status),
          tried + ": the OMA answered " + status + " (" + said + ")" + advice);
    }
    String job = json.path("job_id").asText("");
    if (job.isEmpty()) {
      throw new OmaException(
          Verdict.ANSWER_LOST, tried + ": the answer names no job (" + Shorten.text(body) + ")");
    }
    return job;
  }

  private JsonNode parse(String body) {
    try {
      return mapper.readTree(body);
    } catch (JsonProcessingException notJson) {
      return mapper.missingNode();
    }
  }

  /** No replication_type: the OMA finds out by itself. */
  private String body(SyncRequest request) {
    ObjectNode body = mapper.createObjectNode();
    body.set("source_vm", source(request));
    body.put("ossea_config_id", request.site());
    body.put("vcenter_host", request.vcenterHost());
    body.put("datacenter", request.datacenter());
    body.put("start_replication", true);
    return body.toString();
  }

  private ObjectNode source(SyncRequest request) {
    DiscoveredVm vm = request.vm();
    ObjectNode source = mapper.createObjectNode();
    source.put("id", vm.id()).put("name", vm.name()).put("path", vm.path());
    source.put("vm_id", vm.id()).put("vm_name", vm.name()).put("vm_path", vm.path());
    source.put("datacenter", request.datacenter()).put("vcenter_host", request.vcenterHost());
    source.put("cpus", vm.cpus() > 0 ? vm.cpus() : USUAL_CPUS);
    source.put("memory_mb", vm.memoryMb() > 0 ? vm.memoryMb() : USUAL_MEMORY_MB);
    source.put("power_state", vm.powerState());
    source.put("os_type", vm.guestOs().isEmpty() ? "otherGuest" : vm.guestOs());
    source.put("vmx_version", vm.vmxVersion());
    if (!vm.disks().isMissingNode()) {
      source.set("disks", vm.disks());
    }
    if (!vm.networks().isMissingNode()) {
      source.set("networks", vm.networks());
    }
    return source;
  }

  private OmaException notAnswered(Verdict verdict, String tried, IOException e) {
    return new OmaException(
        verdict,
        tried
            + ": no answer from the OMA at "
            + replications
            + " ("
            + Shorten.text(String.valueOf(e.getMessage()))
            + "). Check that its API runs.");
  }
}
