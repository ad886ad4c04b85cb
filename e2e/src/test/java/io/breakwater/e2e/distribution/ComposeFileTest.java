package io.breakwater.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.breakwater.settings.Part;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be known of {@code docker/compose.yaml} without a container engine. */
class ComposeFileTest {
  private static final Path DOCKER = Path.of("..", "docker");

  @Test
  void isAComposeFile() throws IOException {
    assertThat(schema().validate(compose())).isEmpty();
  }

  /** That of compose-go 2.4.0; its ids are written as in older drafts, which the reader refuses. */
  private static JsonSchema schema() throws IOException {
    try (InputStream in = ComposeFileTest.class.getResourceAsStream("/compose/compose-spec.json")) {
      JsonNode schema = new ObjectMapper().readTree(in);
      for (JsonNode parent : schema.findParents("id")) {
        if (parent.get("id").isTextual()) {
          ((ObjectNode) parent).remove("id");
        }
      }
      return JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(schema);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"WORKER", "GATEWAY"})
  void setsOnlyWhatIsASetting(Part part) throws IOException {
    String service = part == Part.WORKER ? "worker" : "gateway";
    Map<String, String> environment = new TreeMap<>();
    compose()
        .at("/services/" + service + "/environment")
        .properties()
        .forEach(
            variable ->
                environment.put(
                    variable.getKey(),
                    // ${NAME:-preset} as it is without NAME
                    variable.getValue().asText().replaceAll("\\$\\{\\w+:[-?](.*?)}", "$1")));

    assertThat(environment).hasSizeGreaterThan(5);
    Settings.read(part, Optional.empty(), environment).refuseMistakes();
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"WORKER", "GATEWAY"})
  void comesWithASettingsFileThatCanBeUsed(Part part) {
    Settings.read(part, Optional.of(DOCKER.resolve("distribution/conf/breakwater.toml")), Map.of())
        .refuseMistakes();
  }

  private static JsonNode compose() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    return yaml.readTree(Files.readString(DOCKER.resolve("compose.yaml")));
  }
}
