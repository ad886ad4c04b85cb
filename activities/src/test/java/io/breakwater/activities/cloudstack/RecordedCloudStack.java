package io.breakwater.activities.cloudstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** Answers what a real CloudStack 4.22 was recorded to answer. */
final class RecordedCloudStack implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final CloudStackSession session;

  RecordedCloudStack() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CloudStackTimings timings =
        new CloudStackTimings(
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));
    URI url = server.url("/client/api").uri();
    session = new CloudStackSession(new CloudStackEndpoint(url, "the-key", "the-secret"), timings);
  }

  CloudStack cloud() {
    return new JcloudsCloudStack(session);
  }

  MockWebServer server() {
    return server;
  }

  RecordedCloudStack answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    return this;
  }

  /** A recording with one exchange. */
  RecordedCloudStack answer(String recording) {
    JsonNode read = read(recording);
    return answer(read.path("http_status").asInt(), read.path("response_raw").asText());
  }

  /** The n-th exchange of a recording with several; -1 is the last. */
  RecordedCloudStack answer(String recording, int step) {
    JsonNode steps = read(recording).path("steps");
    JsonNode exchange = steps.get(step < 0 ? steps.size() + step : step);
    return answer(exchange.path("http_status").asInt(), exchange.path("response_raw").asText());
  }

  private static JsonNode read(String recording) {
    String resource = "/cloudstack/" + recording + ".json";
    try (InputStream in = RecordedCloudStack.class.getResourceAsStream(resource)) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    session.close();
    server.close();
  }
}
