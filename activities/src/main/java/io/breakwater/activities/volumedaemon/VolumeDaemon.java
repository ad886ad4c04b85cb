package io.breakwater.activities.volumedaemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.activities.telemetry.MeteredCalls;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The Volume Daemon's REST API, as far as failover needs it. One request per call, nothing is sent
 * twice. Thread-safe.
 *
 * <p>Every method throws {@link VolumeDaemonException} when the daemon does not answer properly; a
 * mutation may nevertheless have been accepted then.
 */
public final class VolumeDaemon implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int MAX_BODY = 16 << 20;

  private final ObjectMapper mapper = new ObjectMapper();
  private final OkHttpClient http;
  private final HttpUrl api;

  public VolumeDaemon(VolumeDaemonConfig config) {
    this.http =
        new OkHttpClient.Builder()
            .addInterceptor(new MeteredCalls("volume-daemon"))
            .retryOnConnectionFailure(false)
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
    this.api = base.newBuilder().addPathSegments("api/v1").build();
  }

  /** Attaches a volume at a device number of CloudStack's choice. */
  public DaemonOperation attach(VolumeId volume, MachineId machine) {
    return mutate(
        "attach volume " + volume + " to machine " + machine,
        url("volumes", volume.value(), "attach"),
        Map.of("vm_id", machine.value()));
  }

  /** Attaches a volume at device 0, which makes it the machine's ROOT. */
  public DaemonOperation attachRoot(VolumeId volume, MachineId machine) {
    return mutate(
        "attach volume " + volume + " as root of machine " + machine,
        url("volumes", volume.value(), "attach-root"),
        Map.of("vm_id", machine.value()));
  }

  /** Detaches a volume from whatever machine CloudStack has it on. */
  public DaemonOperation detach(VolumeId volume) {
    return mutate("detach volume " + volume, url("volumes", volume.value(), "detach"), Map.of());
  }

  /**
   * The daemon's row for a volume. Empty proves nothing: the daemon answers 404 for a broken
   * database connection too.
   */
  public Optional<DaemonMapping> mapping(VolumeId volume) {
    return get(
        "look up the device of volume " + volume,
        url("volumes", volume.value(), "device"),
        DaemonMapping::read);
  }

  /** The volumes the daemon believes on a machine; an empty list is a proper answer. */
  public List<VolumeId> volumesOn(MachineId machine) {
    return list(
        "list the volumes of machine " + machine,
        url("vms", machine.value(), "volumes"),
        json -> new VolumeId(json.path("volume_id").asText("")));
  }

  /** An operation. Empty proves nothing, as with {@link #mapping}. */
  public Optional<DaemonOperation> operation(String id) {
    return get("look up daemon operation " + id, url("operations", id), DaemonOperation::read);
  }

  /**
   * Every operation that the daemon calls pending or executing, the dead ones of an earlier life of
   * the daemon included.
   */
  public List<DaemonOperation> open() {
    // Pending first: an operation only moves towards executing, so none slips through in between.
    Map<String, DaemonOperation> open = new LinkedHashMap<>();
    for (String status : List.of("pending", "executing")) {
      HttpUrl url = url("operations").newBuilder().addQueryParameter("status", status).build();
      for (DaemonOperation operation :
          list("list " + status + " operations", url, DaemonOperation::read)) {
        open.put(operation.id(), operation);
      }
    }
    return List.copyOf(open.values());
  }

  /** What the daemon says of itself: {@code healthy}, or else. */
  public String health() {
    String tried = "check the health of the Volume Daemon";
    return get(tried, url("health"), json -> json.path("status").asText("of unknown health"))
        .orElseThrow(() -> VolumeDaemonFailures.answered(tried, 404, ""));
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private DaemonOperation mutate(String tried, HttpUrl url, Map<String, String> body) {
    Request request =
        new Request.Builder().url(url).post(RequestBody.create(write(body), JSON)).build();
    Answer answer = call(tried, request);
    if (answer.status() < 200 || answer.status() > 299) {
      throw VolumeDaemonFailures.answered(tried, answer.status(), errorText(answer));
    }
    return parse(tried, answer, DaemonOperation::read);
  }

  private <T> Optional<T> get(String tried, HttpUrl url, Function<JsonNode, T> reader) {
    Answer answer = call(tried, new Request.Builder().url(url).get().build());
    if (answer.status() == 404 && !errorField(answer).isEmpty()) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw VolumeDaemonFailures.answered(tried, answer.status(), errorText(answer));
    }
    return Optional.of(parse(tried, answer, reader));
  }

  private <T> List<T> list(String tried, HttpUrl url, Function<JsonNode, T> reader) {
    Answer answer = call(tried, new Request.Builder().url(url).get().build());
    if (answer.status() != 200) {
      throw VolumeDaemonFailures.answered(tried, answer.status(), errorText(answer));
    }
    return parse(
        tried,
        answer,
        json -> {
          // Go writes an empty slice that was never made as null.
          if (!json.isArray() && !json.isNull()) {
            throw new IllegalArgumentException("not an array");
          }
          List<T> rows = new ArrayList<>();
          json.forEach(row -> rows.add(reader.apply(row)));
          return rows;
        });
  }

  private <T> T parse(String tried, Answer answer, Function<JsonNode, T> reader) {
    try {
      return reader.apply(mapper.readTree(answer.body()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw VolumeDaemonFailures.notUnderstood(tried, answer.body(), e);
    }
  }

  private Answer call(String tried, Request request) {
    try (Response response = http.newCall(request).execute()) {
      return new Answer(response.code(), response.peekBody(MAX_BODY).string());
    } catch (IOException e) {
      throw VolumeDaemonFailures.notReached(tried, api.toString(), e);
    }
  }

  private String errorText(Answer answer) {
    String error = errorField(answer);
    return error.isEmpty() ? answer.body() : error;
  }

  private String errorField(Answer answer) {
    try {
      return mapper.readTree(answer.body()).path("error").asText("");
    } catch (JsonProcessingException notJson) {
      return "";
    }
  }

  private String write(Map<String, String> body) {
    try {
      return mapper.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + body, e);
    }
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
