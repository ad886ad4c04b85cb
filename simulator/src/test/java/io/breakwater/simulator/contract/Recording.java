package io.breakwater.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One recorded exchange with CloudStack 4.22.
 *
 * @param file folder and name, without {@code .json}
 * @param command the API command
 * @param parameters the others
 * @param status the HTTP status it answered
 * @param answer what it answered
 * @param end how the job ended, null where there was none
 */
record Recording(
    String file,
    String command,
    Map<String, String> parameters,
    int status,
    JsonNode answer,
    JsonNode end) {

  static Recording load(String file) {
    String path = "/recordings/" + file + ".json";
    try (InputStream in = Recording.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("no such fixture: " + path);
      }
      return of(file, new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording of(String file, JsonNode root) {
    JsonNode first = root.has("steps") ? root.get("steps").get(0) : root;
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> parameter : first.get("request").properties()) {
      parameters.put(parameter.getKey(), parameter.getValue().asText());
    }
    parameters.remove("response");
    String command = parameters.remove("command");
    JsonNode end = null;
    for (JsonNode step : root.path("steps")) {
      JsonNode job = step.path("response").path("queryasyncjobresultresponse");
      if (job.path("jobstatus").asInt() != 0) {
        end = job;
      }
    }
    return new Recording(
        file, command, parameters, first.get("http_status").asInt(), first.get("response"), end);
  }
}
