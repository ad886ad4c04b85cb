package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.gateway.security.Role;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class AuditExportTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void tellsWhoSentWhatFromWhere() {
    gateway.post("/api/v2/operations", "{}");

    Answer answer = gateway.get("/api/v2/audit");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/items"))
        .anySatisfy(
            entry -> {
              assertThat(entry.path("who").asText()).isEqualTo("the-admin");
              assertThat(entry.path("role").asText()).isEqualTo("admin");
              assertThat(entry.path("what").asText()).isEqualTo("POST /api/v2/operations");
              assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
            });
  }

  @Test
  void comesAsCsvToo() {
    gateway.post("/api/v2/operations", "{}");

    Answer answer = gateway.get("/api/v2/audit?format=csv");

    assertThat(answer.response().header("X-Truncated")).isEqualTo("false");
    assertThat(answer.body().asText())
        .startsWith("at,source,who,role,address,what,")
        .contains(",request,the-admin,admin,127.0.0.1,POST /api/v2/operations,");
  }

  @Test
  void isForAdministrators() {
    Request.Builder asked = new Request.Builder().url(gateway.url() + "/api/v2/audit");

    Answer answer = gateway.call(GatewayUnderTest.as(Role.OPERATOR, asked).build());

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThat(gateway.get("/api/v2/audit?from=yesterday").status()).isEqualTo(400);
    assertThat(
            gateway.get("/api/v2/audit?from=2002-01-01T00:00:00Z&to=2002-01-02T00:00:00Z").body())
        .hasToString("{\"items\":[],\"truncated\":false}");
  }
}
