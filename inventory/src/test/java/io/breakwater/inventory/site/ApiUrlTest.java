package io.breakwater.inventory.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://c:8080/client/api, http://c:8080/client/api",
    "http://c:8080/client/api/, http://c:8080/client/api",
    "http://c:8080/client, http://c:8080/client/api",
    "http://c:8080/, http://c:8080/client/api",
    "https://c/cs, https://c/cs/client/api",
  })
  void appendsThePathOfTheApi(String entered, String expected) {
    assertThat(Sites.apiUrl(entered)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloud.example", "http://a b", "/client/api"})
  void refusesWhatIsNoAddress(String entered) {
    assertThatThrownBy(() -> Sites.apiUrl(entered))
        .isInstanceOf(SiteNotConfigured.class)
        .hasMessageContaining(entered);
  }
}
