package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
  @Test
  void hasDefaultsForAllButTheDatabase() {
    GatewayConfig config = read(with("BREAKWATER_DB_PASSWORD", "secret"));

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8082);
    assertThat(config.insecure()).isFalse();
    assertThat(config.database().password()).isEqualTo("secret");
    assertThat(config.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "BREAKWATER_GATEWAY_PORT, eighty",
    "BREAKWATER_GATEWAY_INSECURE, yes",
    "BREAKWATER_DB_POOL, many",
  })
  void namesTheVariableThatIsWrong(String variable, String value) {
    assertThatThrownBy(() -> read(with(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "gateway.example.test"})
  void refusesOtherAddressesThanTheLoopback(String host) {
    assertThatThrownBy(() -> read(with("BREAKWATER_GATEWAY_HOST", host)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BREAKWATER_GATEWAY_TOKENS");
  }

  @Test
  void refusesOtherAddressesWithoutTls() {
    Map<String, String> env = with("BREAKWATER_GATEWAY_HOST", "0.0.0.0");
    env.put("BREAKWATER_GATEWAY_TOKENS", "/etc/breakwater/tokens");

    assertThatThrownBy(() -> read(env))
        .hasMessageContaining("BREAKWATER_GATEWAY_KEYSTORE")
        .hasMessageContaining("BREAKWATER_GATEWAY_INSECURE=true");
  }

  @Test
  void takesAnyAddressWhenCallersAreKnownAndSomethingHasTls() {
    Map<String, String> env = with("BREAKWATER_GATEWAY_HOST", "0.0.0.0");
    env.put("BREAKWATER_GATEWAY_TOKENS", "/etc/breakwater/tokens");
    env.put("BREAKWATER_GATEWAY_INSECURE", "true");

    assertThat(read(env).host()).isEqualTo("0.0.0.0");
  }

  private static GatewayConfig read(Map<String, String> env) {
    return Configuration.read(Optional.empty(), env).gateway();
  }

  private static Map<String, String> with(String variable, String value) {
    Map<String, String> env = new HashMap<>();
    env.put("BREAKWATER_DB_URL", "jdbc:mysql://127.0.0.1:3306/oma");
    env.put("BREAKWATER_DB_USER", "oma");
    env.put(variable, value);
    return env;
  }
}
