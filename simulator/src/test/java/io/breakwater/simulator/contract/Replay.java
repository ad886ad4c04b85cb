package io.breakwater.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Sends recorded requests to the cloud under test and compares what comes back. Ids differ between
 * clouds: those of prepared objects are bound by hand, those of created ones as they appear.
 */
final class Replay {

  // The installation that was recorded.
  private static final String ZONE = "747d0ef1-517c-4fef-91d0-04c6023b7c88";
  private static final String TEMPLATE = "892ccdc3-e580-11f1-b971-02fc00000001";
  private static final String OFFERING = "40e51e9b-1040-426c-a42b-004130cac380";
  private static final String NETWORK = "fec9938f-e512-4b91-bf4b-ddffeda09bf9";
  private static final String FIXED_DISK = "d3036f88-37d5-4177-bfdd-68902acaa51c";
  private static final String CUSTOM_DISK = "b35e01d0-4cdb-4051-be46-f28973b4d899";

  private final CloudUnderTest cloud;
  private final Map<String, String> actualIds = new LinkedHashMap<>();

  Replay(CloudUnderTest cloud) {
    this.cloud = cloud;
    bind(ZONE, cloud.zone());
    bind(TEMPLATE, cloud.template());
    bind(OFFERING, cloud.offering());
    bind(NETWORK, cloud.network());
    bind(FIXED_DISK, cloud.diskOffering(false));
    bind(CUSTOM_DISK, cloud.diskOffering(true));
  }

  Replay bind(String recordedId, String actualId) {
    actualIds.put(recordedId, actualId);
    return this;
  }

  String actual(String recordedId) {
    return Objects.requireNonNull(actualIds.get(recordedId), recordedId);
  }

  Replay play(String folder, String... files) {
    for (String file : files) {
      play(Recording.load(folder + "/" + file));
    }
    return this;
  }

  private void play(Recording recording) {
    Map<String, String> parameters = new LinkedHashMap<>();
    recording.parameters().forEach((name, value) -> parameters.put(name, translate(value)));
    ApiClient.Answer answer = cloud.api().get(recording.command(), parameters);
    assertThat(answer.status())
        .as("%s: %s", recording.file(), answer)
        .isEqualTo(recording.status());
    JsonNode recorded = recording.answer().elements().next();
    JsonNode actual = answer.inside();
    assertThat(answer.json().fieldNames().next())
        .as(recording.file())
        .isEqualTo(recording.answer().fieldNames().next());
    same(recording.file(), recorded, actual);
    learn(recorded, actual);
    if (recording.end() != null) {
      JsonNode end = cloud.api().await(actual.get("jobid").asText());
      same(recording.file() + " (job)", recording.end(), end);
    }
  }

  private String translate(String value) {
    String translated = value;
    for (Map.Entry<String, String> id : actualIds.entrySet()) {
      translated = translated.replace(id.getKey(), id.getValue());
    }
    return translated;
  }

  private void learn(JsonNode recorded, JsonNode actual) {
    if (recorded.hasNonNull("id") && actual.hasNonNull("id")) {
      bind(recorded.get("id").asText(), actual.get("id").asText());
    }
  }

  private void same(String file, JsonNode recorded, JsonNode actual) {
    assertThat(Shape.differences(recorded, actual)).as("%s: %s", file, actual).isEmpty();
    assertThat(plain(errorText(actual))).as(file).isEqualTo(plain(translate(errorText(recorded))));
  }

  private static String errorText(JsonNode node) {
    JsonNode text = node.path("errortext");
    JsonNode inJob = node.path("jobresult").path("errortext");
    return text instanceof MissingNode ? inJob.asText() : text.asText();
  }

  /** Without what is particular to an installation: internal numbers, its own names. */
  private static String plain(String text) {
    return text.replaceAll("i-2-\\d+-[A-Z]+", "i-2-N")
        .replaceAll("\\[\\d+]", "[N]")
        .replaceAll("\"(id|instanceId|volumeId)\": ?\\d+", "\"$1\":N")
        .replaceAll("network domain: [^ ]+; network=.*", "network domain: D; network=N")
        .replaceAll("Network \\{.*}", "Network {}");
  }
}
