package io.breakwater.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlApiTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private SimulatorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void writesToADiskAndShowsIt() throws Exception {
    String url = fixture.simulator().diskUrl(fixture.disk("os"));

    send("POST", url + "/writes", "{\"writer\":\"x\",\"text\":\"y\",\"complete\":false}", 200);

    JsonNode disk = send("GET", url, null, 200);
    assertThat(disk.get("halfWritten").asBoolean()).isTrue();
    assertThat(disk.at("/writes/1/text").asText()).isEqualTo("y");
    assertThat(send("GET", control("/violations"), null, 200)).hasSize(1);
  }

  @Test
  void armsAFault() throws Exception {
    String fault = "{\"command\":\"listZones\",\"kind\":\"HTML_404\"}";

    send("POST", control("/faults"), fault, 200);

    assertThat(fixture.api().get("listZones", Map.of()).status()).isEqualTo(404);
    assertThat(send("GET", control("/journal"), null, 200).get(0).get("note").asText())
        .isEqualTo("fault HTML_404");
  }

  @Test
  void makesFixturesAndShowsTheState() throws Exception {
    String network = send("POST", control("/networks"), "{\"name\":\"n\"}", 200).get("id").asText();
    String vm =
        send("POST", control("/vms"), "{\"name\":\"v\",\"networkId\":\"" + network + "\"}", 200)
            .get("id")
            .asText();
    String volume = "{\"name\":\"d\",\"sizeGb\":1,\"vmId\":\"" + vm + "\"}";
    String id = send("POST", control("/volumes"), volume, 200).get("id").asText();

    assertThat(send("GET", control("/state"), null, 200).toString()).contains(id);
  }

  @Test
  void saysWhatWasWrongWithARequest() throws Exception {
    assertThat(send("POST", control("/networks"), "{}", 400).get("error").asText())
        .contains("'name' is missing");
    assertThat(send("GET", control("/nothing"), null, 404).get("error").asText())
        .contains("/nothing");
    send("GET", control("/disks/none"), null, 404);
    send("POST", control("/faults"), "{\"kind\":\"NO_SUCH\"}", 400);
  }

  private String control(String path) {
    return fixture.simulator().controlUrl() + "/simulator" + path;
  }

  private JsonNode send(String method, String url, String body, int status)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).method(method, publisher).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return new ObjectMapper().readTree(response.body());
  }
}
