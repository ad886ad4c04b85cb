package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
  @ParameterizedTest
  @ValueSource(strings = {"/health", "/api/v1/health"})
  void saysThatEverythingWorks(String path) {
    Answer answer = GatewayUnderTest.shared().get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().properties())
        .extracting(field -> field.getKey())
        .containsExactly("service", "status", "timestamp", "version", "database", "temporal");
    assertThat(answer.text("status")).isEqualTo("healthy");
    assertThat(answer.text("database")).isEqualTo("connected");
    assertThat(answer.text("temporal")).isEqualTo("connected");
  }
}
