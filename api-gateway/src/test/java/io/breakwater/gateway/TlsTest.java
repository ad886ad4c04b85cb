package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.Role;
import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir Path directory;

  @Test
  void servesWithItsKey() throws Exception {
    Path store = keystore();
    SecurityConfig known = GatewayUnderTest.security();
    SecurityConfig security =
        new SecurityConfig(
            known.tokens(),
            null,
            null,
            new SecurityConfig.Keystore(store, PASSWORD),
            Set.of("https://portal.example"),
            20);
    try (TemporalConnection temporal =
            TemporalConnection.to(EmbeddedTemporal.shared().address(), Duration.ofSeconds(5));
        Gateway gateway =
            Gateway.start(
                GatewayConfig.local(GatewayUnderTest.shared().database()).withSecurity(security),
                temporal.client(),
                Clock.systemUTC())) {
      HttpResponse<String> answer = get(gateway, store);

      assertThat(gateway.url()).startsWith("https://");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://portal.example");
    }
  }

  private static HttpResponse<String> get(Gateway gateway, Path store) throws Exception {
    KeyStore trusted = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(tls)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(gateway.url() + "/api/v2/me"))
                .header("Origin", "https://portal.example")
                .header("Authorization", "Bearer " + GatewayUnderTest.token(Role.VIEWER))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private Path keystore() throws Exception {
    Path store = directory.resolve("gateway.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "gateway",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.exists(store)).isTrue();
    return store;
  }
}
