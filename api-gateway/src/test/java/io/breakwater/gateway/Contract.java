package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** openapi.yaml, against which every answer of the native API is held. */
final class Contract {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  private Contract(JsonNode document) {
    this.document = document;
  }

  static Contract read() {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return new Contract(new YAMLMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the document foresees this answer. */
  void check(String method, String path, int status, String type, String body) {
    String template = template(path);
    if (template == null) {
      assertThat(status).as(path + " is not described").isIn(401, 403, 404, 405, 429);
      return;
    }
    JsonNode responses =
        document
            .path("paths")
            .path(template)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses");
    assertThat(responses.isObject()).as(method + " " + template + " is described").isTrue();
    JsonNode response =
        responses.has("" + status) ? responses.get("" + status) : responses.get("default");
    assertThat(response).as(method + " " + template + " may answer " + status).isNotNull();
    JsonNode content = resolved(response).path("content");
    if (content.isEmpty()) {
      assertThat(body).as("no body").isEmpty();
      return;
    }
    String media = type.split(";")[0];
    JsonNode schema = content.path(media).path("schema");
    assertThat(schema.isMissingNode()).as(template + " answers " + media).isFalse();
    if (media.endsWith("json")) {
      checkBody(method + " " + path, schema, body);
    }
  }

  private void checkBody(String what, JsonNode schema, String body) {
    JsonSchema validator = schemas.computeIfAbsent(schema.toString(), text -> compiled(schema));
    try {
      assertThat(validator.validate(new ObjectMapper().readTree(body)))
          .as(what + " answers as described: " + body)
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonSchema compiled(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.get("components"));
    return SCHEMAS.getSchema(root, STRICT);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private String template(String path) {
    String plain = path.split("\\?")[0];
    for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
      if (plain.equals(entry.getKey())) {
        return entry.getKey();
      }
    }
    for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
      if (plain.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
        return entry.getKey();
      }
    }
    return null;
  }
}
