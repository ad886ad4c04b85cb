package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.gateway.security.Role;
import io.breakwater.vm.ContextId;
import java.util.Map;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {
  private static final String OPERATIONS = "/api/v2/operations";
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @ParameterizedTest
  @ValueSource(strings = {"/api/v2/vms", "/api/v1/vm-contexts", "/api/v2/nothing", "/nothing"})
  void tellsNothingToWhoIsNotKnown(String path) {
    Answer answer = send(path, null);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.response().header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer nobody", "Basic dG9rZW4tb2YtYWRtaW46", "token-of-admin"})
  void refusesWhatIsNoTokenOfOurs(String header) {
    assertThat(send("/api/v2/vms", header).status()).isIn(401, 429);
  }

  @Test
  void tellsAnybodyThatItIsHealthy() {
    assertThat(send("/health", null).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER,   TEST_FAILOVER, false, 403",
    "OPERATOR, TEST_FAILOVER, false, 202",
    "OPERATOR, TEST_FAILOVER, true,  403",
    "OPERATOR, LIVE_FAILOVER, false, 403",
    "OPERATOR, COMMIT,        false, 403",
    "ADMIN,    LIVE_FAILOVER, false, 202",
  })
  void letsEachRoleDoItsPart(Role role, String kind, boolean force, int status) {
    ContextId vm = gateway.addVm("secure " + role + kind + force);
    String body =
        "{\"kind\":\"" + kind + "\",\"contextId\":\"" + vm + "\",\"force\":" + force + "}";

    Answer answer =
        gateway.call(GatewayUnderTest.as(role, gateway.posting(OPERATIONS, body)).build());

    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.text("detail")).contains("the-" + role.wire());
    }
  }

  @Test
  void letsAViewerLookAtPlansAndListsOnly() {
    ContextId vm = gateway.addVm("secure plan", new SeenVm());
    String body = "{\"kind\":\"LIVE_FAILOVER\",\"contextId\":\"" + vm + "\"}";

    Answer plan =
        gateway.call(
            GatewayUnderTest.as(Role.VIEWER, gateway.posting("/api/v2/plans", body)).build());
    Answer old =
        gateway.call(
            GatewayUnderTest.as(
                    Role.VIEWER,
                    gateway.posting("/api/v1/failover/test", "{\"vm_name\":\"secure plan\"}"))
                .build());

    assertThat(plan.status()).isEqualTo(200);
    assertThat(old.status()).isEqualTo(403);
  }

  @Test
  void signsABrowserInByACookieThatScriptsCannotRead() {
    Answer signedIn = signIn("token-of-operator");

    assertThat(signedIn.status()).isEqualTo(204);
    String cookie = signedIn.response().header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    Answer me = cookied(new Request.Builder().url(gateway.url() + "/api/v2/me"), cookie);
    assertThat(me.text("role")).isEqualTo("operator");
  }

  @Test
  void changesNothingByTheCookieAlone() {
    String cookie = signIn("token-of-operator").response().header("Set-Cookie");
    ContextId vm = gateway.addVm("secure csrf");
    String body = "{\"kind\":\"TEST_FAILOVER\",\"contextId\":\"" + vm + "\"}";
    Request.Builder start = gateway.posting(OPERATIONS, body).removeHeader("Authorization");

    Answer forged = cookied(start, cookie);
    Answer own = cookied(start.header("X-Breakwater-Gui", "1"), cookie);

    assertThat(forged.status()).isEqualTo(403);
    assertThat(own.status()).isEqualTo(202);
  }

  @Test
  void forgetsASessionThatSignedOut() {
    String cookie = signIn("token-of-viewer").response().header("Set-Cookie");
    cookied(new Request.Builder().url(gateway.url() + "/api/v2/session").delete(), cookie);

    Answer me = cookied(new Request.Builder().url(gateway.url() + "/api/v2/me"), cookie);

    assertThat(me.status()).isEqualTo(401);
  }

  @Test
  void writesDownEveryChangeWithWhoAskedForIt() {
    Answer answer =
        gateway.call(
            GatewayUnderTest.as(
                    Role.OPERATOR, gateway.posting("/api/v1/failover/test", "{\"vm_name\":\"?\"}"))
                .build());

    String id = answer.response().header("X-Request-Id");
    Map<String, Object> row =
        await().until(() -> audited(id), found -> found.get("status") != null);
    assertThat(row)
        .containsEntry("actor", "the-operator")
        .containsEntry("role", "operator")
        .containsEntry("address", "127.0.0.1")
        .containsEntry("path", "/api/v1/failover/test")
        .containsEntry("status", 404);
  }

  @Test
  void takesTheOldTokenForTheOldApiOnly() {
    String old = "Bearer " + GatewayUnderTest.LEGACY_TOKEN;

    assertThat(send("/api/v1/vm-contexts", old).status()).isEqualTo(200);
    assertThat(send("/api/v2/vms", old).status()).isEqualTo(401);
  }

  @Test
  void takesTheOneRequestThatTheOldGuiSendsWithoutAToken() {
    Answer answer =
        gateway.call(
            gateway
                .posting("/api/v1/failover/nobody/cleanup-failed", null)
                .removeHeader("Authorization")
                .build());

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void takesAnOldRollbackOfALiveVmAsConfirmed() {
    ContextId vm = gateway.addVm("old live");
    String body =
        "{\"context_id\":\"" + vm + "\",\"vm_name\":\"old live\",\"failover_type\":\"live\"}";

    Answer answer =
        gateway.call(
            gateway
                .posting("/api/v1/failover/rollback", body)
                .header("Authorization", "Bearer " + GatewayUnderTest.LEGACY_TOKEN)
                .build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(gateway.requestOf(vm).confirmDiscard()).isTrue();
  }

  @Test
  void sendsHeadersThatKeepPagesOut() {
    Answer answer = gateway.get("/api/v2/me");

    assertThat(answer.response().headers("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.response().header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.response().header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.response().header("Cache-Control")).isEqualTo("no-store");
  }

  private Map<String, Object> audited(String id) {
    return gateway
        .inventory()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("SELECT * FROM breakwater_requests WHERE request_id = ?", id)
                    .mapToMap()
                    .one());
  }

  private Answer send(String path, String authorization) {
    Request.Builder request = new Request.Builder().url(gateway.url() + path);
    return gateway.call(
        authorization == null
            ? request.build()
            : request.header("Authorization", authorization).build());
  }

  private Answer signIn(String token) {
    return gateway.call(
        gateway
            .posting("/api/v2/session", "{\"token\":\"" + token + "\"}")
            .removeHeader("Authorization")
            .build());
  }

  private Answer cookied(Request.Builder request, String cookie) {
    return gateway.call(request.header("Cookie", cookie.split(";")[0]).build());
  }
}
