package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  private static final String TEST = "/api/v1/failover/test";
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void refusesBodiesOverOneMebibyte() {
    Answer answer = gateway.post(TEST, "{\"vm_name\":\"" + "x".repeat(1024 * 1024) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("error")).contains("1 MiB");
  }

  @Test
  void refusesLongBodiesOfUnknownLength() {
    RequestBody chunked =
        new RequestBody() {
          @Override
          public MediaType contentType() {
            return MediaType.get("application/json");
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8("{\"vm_name\":\"" + "x".repeat(1024 * 1024) + "\"}");
          }
        };

    Answer answer = gateway.call(gateway.getting(TEST).post(chunked).build());

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void readsBodiesThatDoNotSayTheyAreJson() {
    Answer answer =
        gateway.call(
            gateway
                .getting(TEST)
                .post(
                    RequestBody.create(
                        "{\"vm_name\":\"nobody\"}",
                        MediaType.get("application/x-www-form-urlencoded")))
                .build());

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void answersUnknownPathsAndMethodsInTheEnvelope() {
    assertThat(gateway.get("/api/v1/nothing").status()).isEqualTo(404);
    assertThat(gateway.get("/api/v1/nothing").body().get("success").asBoolean()).isFalse();
    assertThat(gateway.get(TEST).status()).isEqualTo(405);
    assertThat(gateway.get(TEST).body().get("success").asBoolean()).isFalse();
  }

  @Test
  void refusesWebPagesOfOtherSites() {
    Answer answer =
        gateway.call(gateway.posting(TEST, "{}").header("Origin", "https://evil.example").build());

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void refusesNamesThatWereReboundToThisMachine() {
    Answer answer =
        gateway.call(gateway.posting(TEST, "{}").header("Host", "evil.example:8082").build());

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void servesPagesOfItsOwn() {
    Answer answer =
        gateway.call(gateway.posting(TEST, "{}").header("Origin", gateway.url()).build());

    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /%zz HTTP/1.1", "GARBAGE", "GET / HTTP/9.9", "POST /health HTTP/1.1"})
  void tellsNoInnerWorkingsWhateverIsSent(String requestLine) throws IOException {
    URI uri = URI.create(gateway.url());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = requestLine + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .matches("(?s)HTTP/1.1 [45].*")
          .contains("{\"success\":false,")
          .doesNotContain("\tat ", "Exception", "etty");
    }
  }
}
